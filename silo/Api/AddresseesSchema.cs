using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WakuGrains.Silo.Api;

/// <summary>Describes <see cref="Addressees"/>, which have a converter of their own, to readers of the OpenAPI document.</summary>
internal static class AddresseesSchema
{
    public static Task DescribeAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.JsonTypeInfo.Type == typeof(Addressees))
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ];
        return Task.CompletedTask;
    }
}
