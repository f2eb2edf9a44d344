namespace WakuGrains.Vectors.GoApp;

/// <summary>The layers above and below the ratchet as the deployed Go implementation has them.</summary>
public sealed class GoAppSuite(IReadOnlyList<IVectorSection> sections) : SectionedSuite("go-app", sections, "about");
