import RoostClient
import RoostDatasetFormats

/// What an export wrote.
struct ExportSummary: Encodable {
    let dataset: Dataset.Name
    let snapshot: Digest
    let format: DatasetFormat
    var items = 0
    var annotations = 0
    /// Images that were there already.
    var kept = 0
    /// What the format could not hold, by kind.
    var leftOut = ExportLosses()

    func fields(folder: String) -> [Field] {
        [
            Field("folder", folder),
            Field("format", format.rawValue),
            Field("items", String(items)),
            Field("annotations", String(annotations)),
            Field("kept", kept == 0 ? nil : "\(kept) images were there already"),
            Field("snapshot", snapshot.text),
        ]
    }
}
