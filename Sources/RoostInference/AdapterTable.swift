import Foundation
import RoostAdapters
import RoostEntities

/// Which adapter a folder of artifacts is for, by what it holds; the first that recognises it wins.
package struct AdapterTable: Sendable {
    package typealias Entry = any ModelAdapter<NativeEngine>.Type

    package let entries: [Entry]

    package init(_ entries: [Entry] = [HuggingFaceAdapter.self, ONNXAdapter.self]) {
        self.entries = entries
    }

    /// - Throws: ``RoostError`` that lists what is supported.
    package func adapter(for files: Set<String>) throws(RoostError) -> Entry {
        if let entry = entries.first(where: { $0.recognizes(files) }) { return entry }
        let supported = entries.map { "\($0.name) (\($0.requirement))" }.joined(separator: ", ")
        let found = files.isEmpty ? "is empty" : "has \(files.sorted().prefix(5).joined(separator: ", "))"
        throw RoostError(
            .unsupported,
            "the folder holds no model that can be run: it \(found). Supported are \(supported)"
        )
    }

    /// Loads the model in `folder` with the adapter that recognises it.
    ///
    /// - Throws: ``RoostError`` when none does, or the model cannot be loaded.
    package func load(_ folder: URL, on engine: NativeEngine) async throws(RoostError) -> any ModelAdapter<NativeEngine>
    {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw RoostError(.notFound, "the folder \(folder.lastPathComponent) cannot be read", cause: error)
        }
        let entry = try adapter(for: Set(files))
        do {
            return try await entry.load(folder, on: engine)
        } catch {
            throw RoostError(loading: error)
        }
    }
}
