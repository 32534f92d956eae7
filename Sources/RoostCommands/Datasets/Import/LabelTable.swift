import Foundation
import RoostClient

/// A CSV file with the columns `path`, `label` and perhaps `subset`; images lie beside it or in a folder of their own.
///
/// Rows with the same path are labels of one image; a row without a label is an image without one.
struct LabelTable {
    let file: URL
    let images: URL
    /// For rows that do not say.
    let subset: Subset?

    func read() throws(RoostError) -> ImportedDataset {
        do throws(RoostError) {
            return try parse(try TextFile.read(file, limit: 1 << 30))
        } catch {
            throw RoostError(error.code, "\(Output.safe(file.lastPathComponent)): \(error.message)", cause: error)
        }
    }

    private func parse(_ text: String) throws(RoostError) -> ImportedDataset {
        var reader = CSVReader(text)
        let columns = try Columns(reader.row() ?? [])
        let place = ImagePlace(images)
        var items: [Artifact.Path: ImportedItem] = [:]
        var labels: [String] = []
        var known: Set<String> = []
        while let row = try reader.row() {
            let entry = try entry(row, columns, reader, place)
            guard var item = items[entry.path] else {
                guard items.count < ImportedDataset.itemLimit else { throw reader.failure("is one image too many") }
                items[entry.path] = entry
                labels += entry.annotations.map(\.label).filter { known.insert($0).inserted }
                continue
            }
            guard item.subset == entry.subset else { throw reader.failure("puts an image into another subset") }
            item.annotations += entry.annotations
            items[entry.path] = item
            labels += entry.annotations.map(\.label).filter { known.insert($0).inserted }
        }
        guard !items.isEmpty else { throw RoostError(.invalidArgument, "it has no row but the first") }
        return ImportedDataset(items: items.values.sorted { $0.path < $1.path }, labels: labels)
    }

    private func entry(
        _ row: [String],
        _ columns: Columns,
        _ reader: CSVReader,
        _ place: ImagePlace
    ) throws(RoostError) -> ImportedItem {
        guard row.count == columns.count else {
            throw reader.failure("has \(row.count) columns, not \(columns.count)")
        }
        do throws(RoostError) {
            let (path, file) = try place.resolve(row[columns.path])
            let label = row[columns.label]
            let named = columns.subset.map { row[$0] } ?? ""
            return ImportedItem(
                path: path,
                file: file,
                subset: named.isEmpty ? subset : try SubsetArgument.parse(named),
                annotations: label.isEmpty ? [] : [Annotation.Draft(label: try Label(label).name)]
            )
        } catch {
            throw RoostError(error.code, "line \(reader.line): \(error.message)", cause: error)
        }
    }

    /// Which column is which.
    private struct Columns {
        let count: Int
        let path: Int
        let label: Int
        let subset: Int?

        init(_ header: [String]) throws(RoostError) {
            let names = header.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard let path = names.firstIndex(of: "path"), let label = names.firstIndex(of: "label") else {
                throw RoostError(
                    .corrupted,
                    "its first line must name the columns path and label, and perhaps subset: path,label,subset"
                )
            }
            count = names.count
            self.path = path
            self.label = label
            subset = names.firstIndex(of: "subset")
        }
    }
}
