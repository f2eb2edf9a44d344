using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Tests.Layers;

/// <summary>Dependencies point one way: Protocol ← WakuGrains ← engines ← silo, and the client knows none of them.</summary>
public sealed partial class LayerTests
{
    private static readonly Assembly Protocol = typeof(PublicKey).Assembly;
    private static readonly Assembly Core = typeof(Turn).Assembly;
    private static readonly Assembly Embedded = typeof(EmbeddedOptions).Assembly;

    // Who may know whom; a project that is not named here may know the first two.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["WakuGrains.Protocol"] = [],
        ["WakuGrains"] = ["WakuGrains.Protocol"],
        ["WakuGrains.Client.InProcess"] = ["WakuGrains", "WakuGrains.Protocol", "WakuGrains.Client"],
        ["WakuGrains.Orleans"] = ["WakuGrains", "WakuGrains.Protocol", "WakuGrains.Client.InProcess"],
    };

    // Layers inside a project, from below to above: a folder knows none that comes later.
    private static readonly string[][] Folders =
    [
        ["src/WakuGrains.Protocol", "Primitives", "Waku", "SecureTransport", "Application"],
        [
            "src/WakuGrains",
            "Trust",
            "Catalogs",
            "Devices",
            "Topics",
            "Identities",
            "Mailboxes",
            "Installations",
            "Letters",
            "Sessions",
            "Sending",
            "Groups",
            "Inbound",
            "Contacts",
            "Hosting",
        ],
    ];

    [Fact]
    public void Projects_refer_only_to_the_layers_below_them()
    {
        foreach (var project in Repository.Projects("src"))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var allowed = Allowed.GetValueOrDefault(name, ["WakuGrains", "WakuGrains.Protocol"]);
            Repository.References(project).Except(allowed).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void The_client_refers_to_nothing_of_ours_nor_do_samples_but_the_one_that_is_an_application_of_Orleans()
    {
        var client = Path.Combine(Repository.Root, "client", "WakuGrains.Client.csproj");
        Repository.References(client).ShouldBeEmpty();
        var application = Path.Combine(Repository.Root, "client", "samples", "OrleansBot");
        foreach (
            var source in Repository
                .Sources("client")
                .Where(source => !source.StartsWith(application, StringComparison.Ordinal))
        )
            Uses(source)
                .Where(name => !name.StartsWith("WakuGrains.Client", StringComparison.Ordinal))
                .ShouldBeEmpty(source);
    }

    [Fact]
    public void Assemblies_were_linked_as_the_projects_say()
    {
        Linked(Protocol).ShouldBeEmpty();
        Linked(Core).ShouldBe(["WakuGrains.Protocol"]);
        Linked(Embedded).Except(["WakuGrains", "WakuGrains.Protocol"]).ShouldBeEmpty();
    }

    [Fact]
    public void The_protocol_knows_no_storage_no_host_and_no_log_and_the_core_no_database_and_no_web_server()
    {
        string[] ofHosts = ["Microsoft.Extensions", "Microsoft.Data", "Microsoft.AspNetCore", "MediatR", "SQLite"];
        Foreign(Protocol).Where(name => ofHosts.Any(name.StartsWith)).ShouldBeEmpty();
        string[] ofEngines = ["Microsoft.Data", "Microsoft.AspNetCore", "SQLite", "Orleans", "Azure"];
        Foreign(Core).Where(name => ofEngines.Any(name.StartsWith)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_is_in_the_namespace_of_its_project()
    {
        foreach (var assembly in new[] { Protocol, Core, Embedded })
        {
            var strangers = assembly
                .GetTypes()
                .Where(type => !type.IsNested && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
                .Where(type => type.Namespace is { } name && name.StartsWith("WakuGrains", StringComparison.Ordinal))
                .Where(type =>
                    type.Namespace != assembly.GetName().Name
                    && !type.Namespace!.StartsWith($"{assembly.GetName().Name}.")
                );
            strangers.ShouldBeEmpty();
        }

        var ofTheProtocol = Core.GetTypes()
            .Where(type => type.FullName!.StartsWith("WakuGrains.Protocol", StringComparison.Ordinal));
        ofTheProtocol.ShouldBeEmpty("the core's own name is the beginning of the protocol's");
    }

    [Fact]
    public void Inside_a_project_a_folder_knows_none_above_it()
    {
        foreach (var layers in Folders)
        {
            var (project, folders) = (layers[0], layers[1..]);
            var prefix = Path.GetFileName(project);
            for (var i = 0; i < folders.Length; i++)
                foreach (var source in Repository.Sources(project, folders[i]))
                    Uses(source)
                        .Intersect(folders[(i + 1)..].Select(above => $"{prefix}.{above}"))
                        .ShouldBeEmpty(source);
        }
    }

    [Fact]
    public void Randomness_enters_in_one_file()
    {
        var files = new[] { "src", "silo", "client" }
            .SelectMany(directory => Repository.Sources(directory))
            .Where(source => File.ReadAllText(source).Contains("RandomNumberGenerator", StringComparison.Ordinal));
        files.Select(Path.GetFileName).ShouldBe(["SystemRandomSource.cs"]);
    }

    [Fact]
    public void Nobody_opens_the_wall_clock_or_another_source_of_chance_behind_the_analyzers_back()
    {
        foreach (var source in Repository.Sources("src"))
            Ambient().Matches(File.ReadAllText(source)).Select(match => match.Value).ShouldBeEmpty(source);
    }

    private static IEnumerable<string> Uses(string source) =>
        Using().Matches(File.ReadAllText(source)).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> Foreign(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> Linked(Assembly assembly) =>
        Foreign(assembly).Where(name => name.StartsWith("WakuGrains", StringComparison.Ordinal));

    [GeneratedRegex(@"^using (?<name>WakuGrains[\w.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"\b(DateTime(Offset)?\.(Utc)?Now|Environment\.TickCount|Guid\.NewGuid|new Random)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Ambient();
}
