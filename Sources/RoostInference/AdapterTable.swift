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
        let entry = try adapter(in: folder)
        do {
            return try await entry.load(folder, on: engine)
        } catch {
            throw RoostError(loading: error)
        }
    }

    /// Loads a model that is to be evaluated.
    ///
    /// - Throws: ``RoostError`` as ``load(_:on:)``, and when its kind does not say how probable its labels are.
    package func loadClassifier(
        _ folder: URL,
        on engine: NativeEngine
    ) async throws(RoostError) -> any ClassifyingAdapter<NativeEngine> {
        let adapter = try await load(folder, on: engine)
        guard let classifier = adapter as? any ClassifyingAdapter<NativeEngine> else {
            throw unfit(folder, "be evaluated", names(where: { $0 is any ClassifyingAdapter<NativeEngine>.Type }))
        }
        return classifier
    }

    /// Loads a model that is to be trained; it need not be able to predict yet.
    ///
    /// - Throws: ``RoostError`` as ``load(_:on:)``, and when models of its kind cannot be trained.
    package func loadTrainable(
        _ folder: URL,
        on engine: NativeEngine
    ) async throws(RoostError) -> any TrainableAdapter<NativeEngine> {
        guard let entry = try adapter(in: folder) as? any TrainableAdapter<NativeEngine>.Type else {
            throw unfit(folder, "be trained", names(where: { $0 is any TrainableAdapter<NativeEngine>.Type }))
        }
        do {
            return try await entry.loadForTraining(folder, on: engine)
        } catch {
            throw RoostError(loading: error)
        }
    }

    private func adapter(in folder: URL) throws(RoostError) -> Entry {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw RoostError(.notFound, "the folder \(folder.lastPathComponent) cannot be read", cause: error)
        }
        return try adapter(for: Set(files))
    }

    private func names(where fits: (Entry) -> Bool) -> String {
        entries.filter(fits).map { "\($0.name) (\($0.requirement))" }.joined(separator: ", ")
    }

    private func unfit(_ folder: URL, _ what: String, _ kinds: String) -> RoostError {
        let kind = (try? adapter(in: folder).name) ?? "unknown"
        return RoostError(
            .unsupported,
            "a model of kind \(kind) cannot \(what) natively; this can be done with \(kinds.isEmpty ? "none" : kinds)"
        )
    }
}
