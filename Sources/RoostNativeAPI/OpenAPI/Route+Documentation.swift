import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities

extension Route {
    /// This row as an OpenAPI operation.
    var documentation: JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(name),
            "summary": .string(summary),
            "tags": [.string(tag)],
            "responses": .object(responses),
        ]
        if let role {
            members["security"] = [["token": []]]
            members["description"] = .string("Takes the role \(role.rawValue).")
        }
        let parameters =
            pathParameters.map(documentation(ofPathPart:)) + query.map { $0.documentation(in: "query") }
            + headers.map { $0.documentation(in: "header") }
        if !parameters.isEmpty {
            members["parameters"] = .array(parameters)
        }
        members["requestBody"] = body?.documentation
        return .object(members)
    }

    /// The noun that the route is about: the last part of the path that is a word.
    private var tag: String {
        let words = path.split(separator: "/").filter { !$0.hasPrefix("{") }
        return words.dropFirst(min(2, words.count - 1)).first { $0 != "projects" }.map(String.init) ?? "projects"
    }

    private func documentation(ofPathPart name: String) -> JSONValue {
        let schema: Schema =
            switch name {
            case "project": .named("ProjectName")
            case "model", "dataset": .named("ModelName")
            case "version": .named("VersionSelector")
            case "alias": .named("Alias")
            case "experiment": .named("ExperimentName")
            case "run": .named("RunID")
            case "key": .named("RunKey")
            case "snapshot": .named("SnapshotSelector")
            case "digest": .named("Digest")
            case "path": .named("Path")
            default: .named("Identifier")
            }
        return ["name": .string(name), "in": "path", "required": .bool(true), "schema": schema.json]
    }

    private var responses: [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for (status, response) in answers.flatMap(\.documentation) {
            responses[String(status)] = response
        }
        for failure in failures {
            responses[String(failure.status)] =
                method == .head
                ? ["description": .string(failure.meaning)]
                : ["$ref": .string("#/components/responses/\(failure.rawValue)")]
        }
        return responses
    }
}

extension Parameter {
    fileprivate func documentation(in place: String) -> JSONValue {
        [
            "name": .string(name),
            "in": .string(place),
            "required": .bool(isRequired),
            "description": .string(meaning),
            "schema": schema.json,
        ]
    }
}

extension Route.Body {
    /// Content may have no bytes at all.
    private var isRequired: Bool {
        switch self {
        case .json: true
        case .bytes: false
        }
    }

    fileprivate var documentation: JSONValue {
        let content: JSONValue =
            switch self {
            case .json(let schema): ["application/json": ["schema": schema.json]]
            case .bytes: ["application/octet-stream": [:]]
            }
        return ["required": .bool(isRequired), "content": content]
    }
}

extension Route.Answer {
    fileprivate var documentation: [(status: Int, JSONValue)] {
        switch self {
        case .ok(let schema):
            [(200, response("As asked.", "application/json", ["schema": schema.json]))]
        case .created(let schema):
            [(201, response("Made.", "application/json", ["schema": schema.json]))]
        case .noContent:
            [(204, ["description": "Done."])]
        case .content:
            [
                (200, response("All of the content.", "*/*", [:])),
                (206, response("A part of the content.", "*/*", [:])),
                (304, ["description": "The client has it already."]),
            ]
        case .link:
            [(303, ["description": "The content lies elsewhere."])]
        case .media(let type):
            [(200, response("As asked.", type, [:]))]
        }
    }

    private func response(_ meaning: String, _ mediaType: String, _ content: JSONValue) -> JSONValue {
        ["description": .string(meaning), "content": .object([mediaType: content])]
    }
}
