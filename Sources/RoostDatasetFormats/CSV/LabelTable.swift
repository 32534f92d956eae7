import Foundation
import RoostEntities

/// A CSV file with the columns `path` and `label`, and perhaps `x`, `y`, `width`, `height`, `subset` and others.
///
/// Rows with the same path are annotations of one image; a row without a label is an image without one. Columns named
/// `attribute:NAME` say something of the annotation, columns of other names of the image.
struct LabelTable {
    let file: URL
    /// Where images may be, the likely place first.
    let folders: [URL]
    /// For rows that do not say.
    let subset: Subset?

    func read() throws(RoostError) -> ReadDataset {
        do throws(RoostError) {
            return try parse(try InputFile.text(of: file, limit: 1 << 30))
        } catch {
            let name = quoted(file.lastPathComponent).dropFirst().dropLast()
            throw RoostError(error.code, "\(name): \(error.message)", cause: error)
        }
    }

    private func parse(_ text: String) throws(RoostError) -> ReadDataset {
        var reader = CSVReader(text)
        let columns = try TableColumns(reader.row() ?? [])
        var place: ImagePlace?
        var items: [Artifact.Path: ImportedItem] = [:]
        var labels: [String] = []
        var known: Set<String> = []
        while let row = try reader.row() {
            let images = place ?? self.place(of: row, columns)
            place = images
            let entry = try entry(row, columns, reader, images)
            labels += entry.annotations.map(\.label).filter { known.insert($0).inserted }
            guard var item = items[entry.path] else {
                guard items.count < ImportedItem.limit else { throw reader.failure("is one image too many") }
                items[entry.path] = entry
                continue
            }
            guard item.subset == entry.subset else { throw reader.failure("puts an image into another subset") }
            for (name, value) in entry.metadata {
                guard item.metadata[name] == nil || item.metadata[name] == value else {
                    throw reader.failure("says another \(quoted(name)) of an image than a line before")
                }
                item.metadata[name] = value
            }
            item.annotations += entry.annotations
            items[entry.path] = item
        }
        guard !items.isEmpty else { throw RoostError(.invalidArgument, "it has no row but the first") }
        return ReadDataset(
            header: DatasetHeader(labels: try Labels.made(of: labels)),
            items: items.values.sorted { $0.path < $1.path }
        )
    }

    /// The first of the folders that has the image of `row`.
    private func place(of row: [String], _ columns: TableColumns) -> ImagePlace {
        let name = row.indices.contains(columns.path) ? row[columns.path] : ""
        let path = (try? ImagePlace.path(name))?.text
        let found = folders.first { folder in path.map { FolderListing.has($0, in: folder) } ?? false }
        return ImagePlace(found ?? folders.last ?? file.deletingLastPathComponent())
    }

    private func entry(
        _ row: [String],
        _ columns: TableColumns,
        _ reader: CSVReader,
        _ place: ImagePlace
    ) throws(RoostError) -> ImportedItem {
        guard row.count == columns.count else {
            throw reader.failure("has \(row.count) columns, not \(columns.count)")
        }
        do throws(RoostError) {
            let (path, file) = try place.resolve(row[columns.path])
            var item = ImportedItem(path: path, file: file, subset: try columns.subset(row) ?? subset)
            item.annotations = try columns.annotation(row).map { [$0] } ?? []
            item.metadata = columns.metadata(row)
            return item
        } catch {
            throw RoostError(error.code, "line \(reader.line): \(error.message)", cause: error)
        }
    }
}
