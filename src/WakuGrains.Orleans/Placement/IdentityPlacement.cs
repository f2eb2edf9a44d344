using Orleans.Placement;
using Orleans.Runtime;

namespace WakuGrains.Orleans.Placement;

/// <summary>
/// Puts the grains of one identity together on one silo: a session asks its installation for each message, and what it is
/// answered with are keys, which then do not leave the process.
/// </summary>
[GenerateSerializer]
[Immutable]
internal sealed class IdentityPlacement : PlacementStrategy;

/// <summary>Marks a grain whose key begins with an identity's.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class IdentityPlacementAttribute() : PlacementAttribute(new IdentityPlacement());
