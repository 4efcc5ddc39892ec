namespace NNGen.Samples.Spiral.Drawing;

/// <summary>Where a run is shown: a terminal with colours, or plain lines that a file or a pipe can keep.</summary>
internal interface IDisplay
{
    /// <summary>One sentence.</summary>
    void Say(string sentence);

    /// <summary>Shows the progress of a training while it runs, by reading it to its end; gives back every loss.</summary>
    /// <param name="losses">The mean loss of each epoch; reading the next one trains.</param>
    /// <param name="epochs">How many there will be.</param>
    IReadOnlyList<float> Follow(IEnumerable<float> losses, int epochs);

    /// <summary>Draws the losses from the first epoch to the last.</summary>
    void Draw(LossCurve curve);

    /// <summary>Draws the regions of the plane that the network gives to each arm, and the points on top.</summary>
    void Draw(DecisionMap map);
}
