import RoostClient

extension Label: Row {
    static var columns: [String] { ["label", "parent", "color", "attributes"] }

    var cells: [String] {
        [name, parent ?? "-", color?.text ?? "-", attributes.map(\.spelling).joined(separator: ", ")]
    }
}

extension Label.Attribute {
    /// As it is typed.
    fileprivate var spelling: String {
        "\(name):\(kind == .choice ? choices.joined(separator: "|") : kind.rawValue)\(isRequired ? "!" : "")"
    }
}
