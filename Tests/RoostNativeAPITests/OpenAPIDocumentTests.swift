import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@testable import RoostNativeAPI

@Suite struct OpenAPIDocumentTests {
    @Test func `every route is documented and every documented route exists`() async throws {
        try await API.run { api in
            let routes = NativeRoutes(operations: api.operations, version: "", metrics: { [] }, openMetrics: true)
            let table = Set(routes.table.map { "\($0.method.rawValue) \($0.path)" })
            let document = try await api.send(.get, "openapi.json").json
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            let documented = paths.flatMap { path, item -> [String] in
                guard case .object(let methods) = item else { return [] }
                return methods.keys.map { "\($0.uppercased()) \(path)" }
            }
            #expect(Set(documented) == table)
            #expect(documented.count == routes.table.count)
        }
    }

    @Test func `what the router answers is what the table says`() async throws {
        try await API.run { api in
            let routes = NativeRoutes(operations: api.operations, version: "", metrics: { [] }, openMetrics: true)
            for route in routes.table where route.role != nil {
                let path = route.path.replacing(/\{[a-z]+\}/, with: "x")
                let response = try await api.client.execute(uri: path, method: route.method)
                #expect(response.status == .unauthorized, "\(route.method) \(path)")
            }
        }
    }

    @Test func `verbs have names of their own`() async throws {
        try await API.run { api in
            let routes = NativeRoutes(operations: api.operations, version: "", metrics: { [] }, openMetrics: true)
            #expect(Set(routes.table.map(\.name)).count == routes.table.count)
        }
    }

    @Test func `every schema that is pointed at is there`() async throws {
        try await API.run { api in
            let document = try await api.send(.get, "openapi.json")
            let names = document.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.1) }
            #expect(Set(names).subtracting(OpenAPIDocument.schemas.keys) == [])
            #expect(Set(OpenAPIDocument.schemas.keys).subtracting(names) == [])
        }
    }

    @Test func `answers have the members that their schema knows`() async throws {
        try await API.run { api in
            let version = try await api.push()
            let model = try await api.send(.get, "projects/default/models/m").json
            let project = try await api.send(.get, "projects/default").json
            let artifact = try await api.send(.get, "projects/default/models/m/versions/1/artifacts").json.items[0]
            for (name, value) in ["Version": version, "Model": model, "Project": project, "Artifact": artifact] {
                let schema = try #require(OpenAPIDocument.schemas[name]).json
                let known = Set(schema["properties"]?.keys ?? [])
                #expect(Set(value.keys).subtracting(known) == [], "\(name)")
                #expect(Set((schema["required"]?.items ?? []).compactMap(\.text)).subtracting(value.keys) == [])
            }
        }
    }
}

extension JSONValue {
    fileprivate var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return Array(members.keys)
    }
}
