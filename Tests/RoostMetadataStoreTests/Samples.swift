import Foundation
import RoostEntities
import RoostMetadataStore
import RoostTestSupport

extension Metadata {
    init() throws { try self.init(inMemory: nil) }
}

/// A database in a file of its own.
func withDatabase(_ work: (Metadata) async throws -> Void) async throws {
    try await withTemporaryFile { path in
        let metadata = try Metadata(path: path)
        try await work(metadata)
        try metadata.close()
    }
}

func withTemporaryFile(_ work: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { try await work($0.appending(path: "roost.sqlite").path) }
}

let ids = IdentifierGenerator()

extension Project.Name {
    static var sample: Project.Name { get throws { try Project.Name("default") } }
}

extension WriteTransaction {
    @discardableResult
    func insertSampleProject() throws -> Identifier<Project> {
        let id: Identifier<Project> = ids.next()
        try insertProject(id, name: try .sample, description: "", at: .now)
        return id
    }

    /// A change that can be counted.
    func insertSampleAudit(_ action: String) throws {
        try insertAudit(ids.next(), project: nil, at: .now, actor: "a", action: action, subject: "", detail: "")
    }
}
