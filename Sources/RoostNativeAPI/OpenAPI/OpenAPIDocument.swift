import HTTPTypes
import RoostEntities

/// The table of routes as an OpenAPI 3.1 document.
struct OpenAPIDocument: Sendable {
    let routes: [Route]
    let version: String

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "info": [
                "title": "Roost",
                "summary": "A registry of models that also runs them.",
                "version": .string(version),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(Self.schemas.mapValues(\.json)),
                "responses": .object(Self.problems),
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer", "description": "A token of this server."]
                ],
            ],
        ]
    }

    /// Every named schema.
    static let schemas = [
        nameSchemas, accessSchemas, modelSchemas, versionSchemas, blobSchemas, datasetSchemas, executionSchemas,
        workerSchemas, evaluationSchemas, reportSchemas, comparisonSchemas, runSchemas, systemSchemas,
    ]
    .reduce(into: [:]) { all, some in
        all.merge(some) { first, _ in first }
    }

    private var paths: [String: JSONValue] {
        Dictionary(grouping: routes, by: \.path).mapValues { routes in
            .object(
                Dictionary(
                    uniqueKeysWithValues: routes.map { ($0.method.rawValue.lowercased(), $0.documentation) }
                )
            )
        }
    }

    /// What errors look like, by the name of their status.
    private static var problems: [String: JSONValue] {
        Dictionary(
            uniqueKeysWithValues: Failure.allCases.map { failure in
                let content: JSONValue = [
                    "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                ]
                return (failure.rawValue, ["description": .string(failure.meaning), "content": content])
            }
        )
    }
}
