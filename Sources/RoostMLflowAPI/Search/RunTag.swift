import RoostEntities

/// A tag of a run: some that MLflow's clients set are properties of a run here.
enum RunTag: Hashable {
    case name
    case note
    case parent
    case other(String)

    init(_ key: String) {
        switch key {
        case Self.nameKey: self = .name
        case Self.noteKey: self = .note
        case Self.parentKey: self = .parent
        default: self = .other(key)
        }
    }

    static let nameKey = "mlflow.runName"
    static let noteKey = "mlflow.note.content"
    static let parentKey = "mlflow.parentRunId"

    /// Where a search looks for it.
    var field: RunSearch.Field {
        switch self {
        case .name: .name
        case .note: .note
        case .parent: .parent(orTag: Self.parentKey)
        case .other(let key): .tag(key)
        }
    }
}
