#!/usr/bin/env bash
# Races NNGen against its peers, prints one Markdown table and writes docs/performance.md.
#   bench/run.sh            the whole run
#   bench/run.sh --quick    under two minutes once all is built: fewer and shorter rounds; prints, but leaves docs/performance.md alone
#   --only TEXT             the rows whose name contains TEXT; leaves docs/performance.md alone too
# OpenBLAS is Debian's libopenblas0-pthread; where it is missing its column stays empty.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# That version of OpenBLAS does not know Zen 5; these kernels are the ones it has for AVX-512. Two threads are asked for call by call.
unset OPENBLAS_L2_SIZE
# Its threads spin for some 80 ms after each call, and that of whoever is timed next; 2^20 cycles are enough between calls that follow each other.
export OPENBLAS_THREAD_TIMEOUT=20
if grep -qw avx512f /proc/cpuinfo; then export OPENBLAS_CORETYPE=SKYLAKEX; else unset OPENBLAS_CORETYPE; fi
# With glibc's defaults libtorch's large temporaries go back to the system after each use, which costs it 4×.
export MALLOC_TRIM_THRESHOLD_=4294967296 MALLOC_MMAP_THRESHOLD_=4294967296

dotnet build Bench.sln -c Release -v q -m:1 -clp:NoSummary >&2
dotnet publish StartUp/NNGenStep -c Release -v q -m:1 -clp:NoSummary >&2
out=Bench/bin/Release/net10.0/linux-x64
# Where libstdc++ is older than GCC 13's the shim wants one version of a symbol that is not there and never used.
if ! grep -q 'GLIBCXX_3\.4\.32' "$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')"; then
    find "$out" StartUp/TorchStep/bin -name libLibTorchSharp.so -exec python3 patch_glibcxx.py {} \; >&2
fi

whole=true
for argument in "$@"; do case $argument in --quick | --only) whole=false ;; esac; done

page=$(mktemp)
trap 'rm -f "$page"' EXIT
status=0
{
    "$out/Bench" --head "$@" || status=1
    "$out/Bench" "$@" || status=1
    # The same machine as if it had no AVX-512, for every contender that asks the runtime or the variable.
    unset OPENBLAS_CORETYPE
    DOTNET_EnableAVX512=0 OPENBLAS_CORETYPE=HASWELL "$out/Bench" --narrow "$@" || status=1
    "$out/Bench" --foot "$@" || status=1
} | tee "$page"
if $whole; then cp "$page" ../docs/performance.md; fi
exit "$status"
