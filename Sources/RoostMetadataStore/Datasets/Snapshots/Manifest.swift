import Foundation
import GRDB
import RoostEntities

/// What a snapshot of a dataset holds, counted while its manifest was written.
package struct Manifest: Sendable {
    /// Of the dataset that was seen.
    package var revision: Int
    package var itemCount = 0
    package var annotationCount = 0
    /// How many items each subset has; items without one under "".
    package var subsets: [String: Int] = [:]

    package init(revision: Int) {
        self.revision = revision
    }
}

extension ReadTransaction {
    /// Writes a dataset's items with their ground truth, by path, as the manifest of a snapshot.
    ///
    /// `dataset`: as this transaction sees it.
    /// `sink`: takes about half a mebibyte at a time; it may block.
    package func writeManifest(of dataset: Dataset, to sink: ([UInt8]) throws -> Void) throws -> Manifest {
        var writer = ManifestWriter(revision: try revision(of: dataset.id))
        writer.text.append(try SnapshotLine.encode(SnapshotHeader(labels: dataset.labels)))
        let rows = try Row.fetchCursor(
            connection.database,
            sql: ManifestWriter.selection,
            arguments: [dataset.id]
        )
        while let row = try rows.next() {
            try writer.append(row)
            if writer.text.bytes.count >= 1 << 19 { try sink(writer.text.take()) }
        }
        writer.endItem()
        try sink(writer.text.take())
        return writer.manifest
    }
}
