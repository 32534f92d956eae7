import RoostEntities

/// Where what belongs to a model lies among its files.
package struct ModelLayout: Hashable, Sendable {
    /// The folder of the checkpoint or of the graph, with a slash at its end; empty for the files' own.
    private let folder: String
    /// Where MLflow puts the parts of a `transformers` pipeline; they come before what the checkpoint itself holds.
    private let components: [String]
    /// Where MLflow puts the files that an author adds to a model.
    private let extras: [String]
    /// The graph of a plain ONNX model, if it is known which file that is.
    package let graph: String?

    /// All lies in one folder, as those push it who have no MLflow.
    package static let plain = ModelLayout(folder: "", components: [], extras: [], graph: nil)

    /// As MLflow lays out what it can be told to run; ``plain`` for everything else.
    package init(_ runnable: MLmodel.Runnable?) {
        switch runnable {
        case .checkpoint(let folder):
            let components = [TransformersPipeline.component, "feature_extractor"].map { "components/\($0)/" }
            self.init(folder: folder.map { "\($0)/" } ?? "", components: components, extras: [], graph: nil)
        case .onnx(let graph):
            let folder = String(graph.text.dropLast(graph.name.utf8.count))
            self.init(folder: folder, components: [], extras: ["extra_files/"], graph: graph.text)
        case nil:
            self = .plain
        }
    }

    private init(folder: String, components: [String], extras: [String], graph: String?) {
        self.folder = folder
        self.components = components
        self.extras = extras
        self.graph = graph
    }

    /// Where a file of this name may lie, the place that counts first.
    package func places(of name: String) -> [String] {
        (components + [folder] + extras).map { $0 + name }
    }
}
