import Foundation
import RoostClient
import RoostDatasetFormats
import RoostThreads
import Synchronization

/// A writer on a thread where it may block.
///
/// A class, since a writer goes on where it stopped: it must not be copied.
final class ExportSession: Sendable {
    private let writer: Mutex<any DatasetWriter>
    private static let threads = BlockingThreads(label: "roost.export", count: 1)

    private init(_ writer: sending any DatasetWriter) {
        self.writer = Mutex(writer)
    }

    static func open(_ format: DatasetFormat, in folder: URL, header: DatasetHeader) async throws -> ExportSession {
        try await threads.run { ExportSession(try format.writer(in: folder, header: header)) }
    }

    var losses: ExportLosses { writer.withLock(\.losses) }

    /// Where the images of the items belong; `nil` for what is left out.
    func add(_ items: [ExportedItem]) async throws -> [String?] {
        try await Self.threads.run { try self.writer.withLock { writer in try items.map { try writer.add($0) } } }
    }

    func finish() async throws {
        try await Self.threads.run { try self.writer.withLock { try $0.finish() } }
    }

    /// Work on files beside the writer's.
    func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await Self.threads.run(work)
    }
}
