import RoostTensors

/// What a model declares about one of its inputs or outputs.
package struct ValueInfo: Hashable, Sendable, CustomStringConvertible {
    package enum Dimension: Hashable, Sendable, CustomStringConvertible {
        case fixed(Int)
        /// Free until the model runs; the name, when there is one, ties it to others of that name.
        case symbolic(String)

        package var description: String {
            switch self {
            case .fixed(let extent): String(extent)
            case .symbolic(let name): name.isEmpty ? "?" : name
            }
        }
    }

    package let name: String
    /// `nil` when the value is no tensor of numbers, but text, a sequence or a map.
    package let elementType: ElementType?
    package let dimensions: [Dimension]

    package init(name: String, elementType: ElementType?, dimensions: [Dimension]) {
        self.name = name
        self.elementType = elementType
        self.dimensions = dimensions
    }

    package var description: String {
        let type = elementType?.rawValue ?? "no tensor"
        return "\(name): \(type)[\(dimensions.map(\.description).joined(separator: ", "))]"
    }

    /// Whether a tensor of this shape may be given.
    package func accepts(_ shape: Shape) -> Bool {
        guard shape.rank == dimensions.count else { return false }
        return zip(dimensions, shape.dimensions).allSatisfy { declared, given in
            switch declared {
            case .fixed(let extent): extent == given
            case .symbolic: true
            }
        }
    }
}
