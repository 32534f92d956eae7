/// Which part of a dataset an item belongs to.
public enum Subset: String, Sendable, Codable, CaseIterable {
    case train, validation, test

    /// The subset a folder's or a column's name means, in the spellings people use.
    public init?(spelling: some StringProtocol) {
        switch spelling.lowercased() {
        case "train", "training": self = .train
        case "validation", "val", "valid", "dev": self = .validation
        case "test", "testing": self = .test
        default: return nil
        }
    }
}
