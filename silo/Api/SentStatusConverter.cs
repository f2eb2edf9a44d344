using System.Text.Json;
using System.Text.Json.Serialization;
using WakuGrains.Ports;

namespace WakuGrains.Silo.Api;

/// <summary>How far a message got, as a word in lower case.</summary>
internal sealed class SentStatusConverter()
    : JsonStringEnumConverter<SentStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
