import RoostEntities

@testable import RoostDatasetFormats

/// Everything that a reader says, read a few items at a time.
struct ReadFiles {
    let header: DatasetHeader
    let items: [ImportedItem]
    let remarks: [String]
    let format: DatasetFormat

    init(_ source: DatasetSource, prefersBoxes: Bool = false) throws {
        var reader = try source.reader(prefersBoxes: prefersBoxes)
        var items: [ImportedItem] = []
        while true {
            let more = try reader.read(3)
            guard !more.isEmpty else { break }
            items += more
        }
        self.items = items
        header = reader.header
        remarks = reader.remarks
        format = source.format
    }

    var labels: [String] { header.labels.map(\.name) }
}
