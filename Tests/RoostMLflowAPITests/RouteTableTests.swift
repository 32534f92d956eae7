import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// The compatibility suite attacks the routes of its own table, which must leave none out.
@Suite struct RouteTableTests {
    @Test func `the suite of hostile requests knows every route`() async throws {
        let known = try Self.addresses()
        try await MLflowServer.run { server in
            let routes = MLflowRoutes(operations: server.operations, project: try Project.Name("default"))
            for route in routes.table {
                let spellings = route.addresses.map { "\(route.method) \(Self.withoutNames($0))" }
                #expect(
                    !known.isDisjoint(with: spellings),
                    "add \(spellings[0]) to Compatibility/mlflow/suite/routes.txt"
                )
            }
        }
    }

    /// Methods and addresses of the suite's table, such as `GET /api/2.0/mlflow/runs/get`.
    private static func addresses() throws -> Set<String> {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let table = repository.appending(path: "Compatibility/mlflow/suite/routes.txt")
        let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: " ")
        }
        return Set(
            rows.map { row in
                "\(row[1]) \(withoutNames(row[2].hasPrefix("/") ? String(row[2]) : "/api/2.0/mlflow/\(row[2])"))"
            }
        )
    }

    /// Places in an address have other names here than there.
    private static func withoutNames(_ address: String) -> String {
        address.split(separator: "/").map { $0.hasPrefix("{") || $0.hasPrefix(":") ? "{}" : String($0) }
            .joined(separator: "/")
    }
}
