import Foundation
import RoostAdapters
import RoostEntities
import RoostThreads

/// Which adapter a folder of artifacts is for: the first form that recognises its files names the one for the model in it.
package struct AdapterTable: Sendable {
    package typealias Entry = any ModelFormat<NativeEngine>.Type
    package typealias Adapter = any ModelAdapter<NativeEngine>.Type

    package let entries: [Entry]

    package init(_ entries: [Entry] = [HuggingFaceAdapter.self, ONNXAdapter.self]) {
        self.entries = entries
    }

    /// The form of a folder with `files`.
    ///
    /// - Throws: ``RoostError`` that lists what is supported.
    package func format(of files: Set<String>) throws(RoostError) -> Entry {
        if let entry = entries.first(where: { $0.recognizes(files) }) { return entry }
        let supported = entries.map { "\($0.name) (\($0.requirement))" }.joined(separator: ", ")
        let found = files.isEmpty ? "is empty" : "has \(files.sorted().prefix(5).joined(separator: ", "))"
        throw RoostError(
            .unsupported,
            "the folder holds no model that can be run: it \(found). Supported are \(supported)"
        )
    }

    /// Loads the model in `folder` with the adapter that is for it.
    ///
    /// - Throws: ``RoostError`` when there is none, or the model cannot be loaded.
    package func load(_ folder: URL, on engine: NativeEngine) async throws(RoostError) -> any ModelAdapter<NativeEngine>
    {
        let (adapter, place) = try await find(in: folder)
        return try await load(place, with: adapter, on: engine)
    }

    /// Loads a model that tells classes of images apart.
    ///
    /// - Throws: ``RoostError`` as ``load(_:on:)``, and when its kind does not say how probable its labels are.
    package func loadClassifier(
        _ folder: URL,
        on engine: NativeEngine
    ) async throws(RoostError) -> any ClassifyingAdapter<NativeEngine> {
        let (adapter, place) = try await find(in: folder)
        guard let classifier = adapter as? any ClassifyingAdapter<NativeEngine>.Type else {
            throw unfit(adapter, "classify images", where: { $0 is any ClassifyingAdapter<NativeEngine>.Type })
        }
        return try await load(place, with: classifier, on: engine)
    }

    /// Loads a model that is to be trained; it need not be able to predict yet.
    ///
    /// - Throws: ``RoostError`` as ``load(_:on:)``, and when models of its kind cannot be trained.
    package func loadTrainable(
        _ folder: URL,
        on engine: NativeEngine
    ) async throws(RoostError) -> any TrainableAdapter<NativeEngine> {
        let (adapter, place) = try await find(in: folder)
        guard let trainable = adapter as? any TrainableAdapter<NativeEngine>.Type else {
            throw unfit(adapter, "be trained", where: { $0 is any TrainableAdapter<NativeEngine>.Type })
        }
        do {
            return try await trainable.loadForTraining(place, on: engine)
        } catch {
            throw RoostError(loading: error)
        }
    }

    private func load<Chosen: ModelAdapter<NativeEngine>>(
        _ folder: URL,
        with adapter: Chosen.Type,
        on engine: NativeEngine
    ) async throws(RoostError) -> Chosen {
        do {
            return try await adapter.load(folder, on: engine)
        } catch {
            throw RoostError(loading: error)
        }
    }

    /// The adapter for the model in `folder`, which is not loaded.
    package func adapter(for folder: URL) async throws(RoostError) -> Adapter {
        try await find(in: folder).adapter
    }

    /// The adapter for the model in `folder`, and where in it the model lies.
    private func find(in folder: URL) async throws(RoostError) -> (adapter: Adapter, place: URL) {
        let threads = BlockingThreads(label: "roost.look", count: 1)
        do {
            return try await threads.run {
                let place = try ModelPlace(in: folder)
                return (try format(of: place.files).adapter(for: place.folder), place.folder)
            }
        } catch {
            throw RoostError(loading: error)
        }
    }

    private func unfit(_ adapter: Adapter, _ what: String, where fits: (Adapter) -> Bool) -> RoostError {
        let fitting = entries.flatMap { entry in
            entry.adapters.filter(fits).map { "\(entry.name) \($0.role) (\(entry.requirement))" }
        }
        let known = fitting.isEmpty ? "none" : fitting.joined(separator: ", ")
        return RoostError(
            .unsupported,
            "a model of kind '\(adapter.name) \(adapter.role)' cannot \(what) natively; this can be done with \(known)"
        )
    }
}
