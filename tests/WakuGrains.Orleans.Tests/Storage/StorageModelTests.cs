using FsCheck;
using FsCheck.Fluent;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>Whatever happens, in whatever order and whatever goes wrong, the storage of an entity is what a few lists say.</summary>
public sealed class StorageModelTests
{
    [Fact]
    public async Task An_entity_is_what_was_committed_whatever_goes_wrong()
    {
#pragma warning disable VSTHRD002 // FsCheck runs properties synchronously; this thread has nothing else to do.
        var property = Prop.ForAll(StorageSteps.Any, steps => StorageModel.RunAsync(steps).GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), property));
    }
}
