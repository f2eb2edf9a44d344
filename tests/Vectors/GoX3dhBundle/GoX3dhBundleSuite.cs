using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoX3dhBundle;

/// <summary>X3DH agreements and bundles as the deployed Go implementation makes and judges them.</summary>
public sealed class GoX3dhBundleSuite(ISecp256k1 curve)
    : SectionedSuite("go-x3dh-bundle", [.. new X3dhSections(curve).All, .. new BundleSections(curve).All], "about");
