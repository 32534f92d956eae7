/// An ONNX model whose weights lay in other files, as one that is complete by itself.
///
/// Every field but those that ``Changes`` names is passed on as it is, whoever wrote it. No weight is copied: the files
/// are laid out as views of the memory that was handed in, which must outlive this.
package struct StandaloneModel {
    /// What is to be said differently.
    package struct Changes: Hashable, Sendable {
        /// `producer_name` and `producer_version`; `nil` keeps what the model says.
        package var producer: Producer?
        /// `doc_string`; `nil` keeps what the model says.
        package var documentation: String?
        /// Entries of `metadata_props` that are added, or replace those of the same key.
        package var metadata: [String: String] = [:]
        /// Extents in place of symbolic ones, by name.
        package var extents: [String: Int] = [:]

        package init() {}
    }

    package struct Producer: Hashable, Sendable {
        package let name: String
        package let version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// No protobuf message may be larger.
    package static let maximumSize = Int(Int32.max)
    /// Weights of fewer bytes stay inside, as shape inference may want to read them.
    static let leastOutside = 1024
    /// What the weights of a data file begin at multiples of, so that they can be mapped.
    static let alignment = 4096

    /// The `.onnx` file.
    package let model: FilePieces
    /// The file beside it that has the weights, where the model would be larger than it may be.
    package let data: FilePieces?
    /// What a caller hands in and gets back, extents that were fixed as numbers.
    package let inputs: [ValueInfoProto]
    package let outputs: [ValueInfoProto]

    /// Lays the model out.
    ///
    /// - Parameters:
    ///   - source: the bytes of an ONNX file.
    ///   - weights: the contents of the files it refers to, by the names by which it does.
    ///   - changes: what is to be said differently.
    ///   - dataName: the name of the data file, should one be needed.
    ///   - limit: how large the `.onnx` file may be, in bytes.
    /// - Throws: ``ONNXError`` naming the field.
    package init(
        _ source: UnsafeRawBufferPointer,
        weights: [String: UnsafeRawBufferPointer],
        changes: Changes,
        dataName: String,
        limit: Int = StandaloneModel.maximumSize
    ) throws(ONNXError) {
        let summary = try ONNXModelSummary.read(source)
        inputs = summary.inputs.map { $0.fixing(changes.extents) }
        outputs = summary.outputs.map { $0.fixing(changes.extents) }
        var inside = StandaloneRewriting(weights: weights, changes: changes, dataName: nil)
        let whole = try inside.model(source)
        guard inside.external == summary.externalData.count else {
            throw ONNXError("the model keeps weights of a subgraph in other files, which cannot be brought inside")
        }
        guard whole.count > limit else {
            (model, data) = (whole, nil)
            return
        }
        var outside = StandaloneRewriting(weights: weights, changes: changes, dataName: dataName)
        let small = try outside.model(source)
        guard small.count <= limit else {
            throw ONNXError("the model has \(small.count) bytes without its weights; at most \(limit) are possible")
        }
        (model, data) = (small, outside.data)
    }
}

extension ValueInfoProto {
    fileprivate func fixing(_ extents: [String: Int]) -> ValueInfoProto {
        let fixed = dimensions?.map { dimension in
            guard case .symbolic(let name) = dimension, let extent = extents[name] else { return dimension }
            return .fixed(extent)
        }
        return ValueInfoProto(name: name, type: type, dimensions: fixed)
    }
}
