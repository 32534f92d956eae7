import Foundation
import RoostEntities

/// What a signature says of one tensor: how numpy calls its elements, and its extents.
package struct TensorSignature: Hashable, Sendable, CustomStringConvertible {
    /// Such as `float32`.
    package let elementType: String
    /// `nil` for one that is free.
    package let extents: [Int?]

    package init(elementType: String, extents: [Int?]) {
        self.elementType = elementType
        self.extents = extents
    }

    /// The first tensor of a schema as MLflow writes it, a text of JSON.
    ///
    /// - Parameter schema: such as `[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3, 8, 8]}}]`.
    /// - Returns: `nil` for columns, and for what is no schema.
    static func first(inSchema schema: String) -> TensorSignature? {
        guard let columns = try? JSONDecoder().decode([Column].self, from: Data(schema.utf8)),
            let tensor = columns.first?.tensor
        else { return nil }
        return TensorSignature(
            elementType: tensor.dtype,
            extents: tensor.shape.map { $0 < 0 ? nil : $0 }
        )
    }

    /// Whether a tensor of these extents can be one of these; `nil` is a free extent.
    package func allows(_ others: [Int?]) -> Bool {
        guard extents.count == others.count else { return false }
        return zip(extents, others).allSatisfy { extent, other in
            guard let extent, let other else { return true }
            return extent == other
        }
    }

    package var description: String {
        "\(elementType)[\(extents.map { $0.map(String.init) ?? "?" }.joined(separator: ", "))]"
    }

    /// A schema as MLflow writes it, a text of JSON.
    static func schema(of tensors: [BareModel.Tensor], named: Bool) -> String? {
        let columns = tensors.map { tensor in
            Column(
                name: named ? tensor.name : nil,
                type: "tensor",
                tensor: .init(dtype: tensor.signature.elementType, shape: tensor.signature.extents.map { $0 ?? -1 })
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(columns)).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private struct Column: Codable {
        struct Tensor: Codable {
            let dtype: String
            let shape: [Int]
        }

        let name: String?
        let type: String?
        let tensor: Tensor?

        enum CodingKeys: String, CodingKey {
            case name, type
            case tensor = "tensor-spec"
        }
    }
}
