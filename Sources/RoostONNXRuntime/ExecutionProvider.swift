/// What carries out a graph's operators: the processor, or a device through its vendor's library.
package struct ExecutionProvider: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case cpu, cuda, tensorrt, openvino, cann, coreml

        /// How the library spells it in its list of what it was built with.
        package var libraryName: String {
            switch self {
            case .cpu: "CPUExecutionProvider"
            case .cuda: "CUDAExecutionProvider"
            case .tensorrt: "TensorrtExecutionProvider"
            case .openvino: "OpenVINOExecutionProvider"
            case .cann: "CANNExecutionProvider"
            case .coreml: "CoreMLExecutionProvider"
            }
        }
    }

    package let kind: Kind
    /// The provider's own settings under its own names, such as `device_id`.
    package let settings: [String: String]

    package init(_ kind: Kind, settings: [String: String] = [:]) {
        self.kind = kind
        self.settings = settings
    }

    package static let cpu = ExecutionProvider(.cpu)

    /// Reads a name as people write it: `cuda`, `CUDA`, `CUDAExecutionProvider`.
    ///
    /// - Throws: ``ONNXRuntimeError`` that lists the names there are.
    package init(named name: String) throws(ONNXRuntimeError) {
        let wanted = name.lowercased()
        let kind = Kind.allCases.first { $0.rawValue == wanted || $0.libraryName.lowercased() == wanted }
        guard let kind else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ONNXRuntimeError("'\(name)' is no execution provider: choose one of \(known)")
        }
        self.init(kind)
    }

    package var description: String { kind.rawValue }
}
