import RoostDatasetFormats
import RoostThreads
import Synchronization

/// A reader on a thread where it may block.
///
/// A class, since a reader goes on where it stopped: it must not be copied.
final class ImportSession: Sendable {
    private let reader: Mutex<any DatasetReader>
    private static let threads = BlockingThreads(label: "roost.import", count: 1)

    private init(_ reader: any DatasetReader) {
        self.reader = Mutex(reader)
    }

    static func open(_ source: DatasetSource, prefersBoxes: Bool) async throws -> ImportSession {
        ImportSession(try await threads.run { try source.reader(prefersBoxes: prefersBoxes) })
    }

    var header: DatasetHeader { reader.withLock(\.header) }
    var itemCount: Int? { reader.withLock(\.itemCount) }
    var remarks: [String] { reader.withLock(\.remarks) }

    func read(_ count: Int) async throws -> [ImportedItem] {
        try await Self.threads.run { try self.reader.withLock { try $0.read(count) } }
    }
}
