import RoostEntities

/// A dataset that fits into memory once it is read.
struct ReadDataset: DatasetReader {
    var header: DatasetHeader
    var remarks: [String]
    private var items: ArraySlice<ImportedItem>

    init(header: DatasetHeader, items: [ImportedItem], remarks: [String] = []) {
        self.header = header
        self.items = items[...]
        self.remarks = remarks
        itemCount = items.count
    }

    let itemCount: Int?

    mutating func read(_ count: Int) -> [ImportedItem] {
        let next = items.prefix(count)
        items = items.dropFirst(count)
        return Array(next)
    }
}
