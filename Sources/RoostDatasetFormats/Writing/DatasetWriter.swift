import Foundation
import RoostEntities

/// Writes a dataset into a folder, item by item, so that its size does not matter.
package protocol DatasetWriter {
    /// What the format could not hold so far.
    var losses: ExportLosses { get }

    /// Writes what is known of an item. Blocks.
    ///
    /// - Returns: where in the folder its image belongs; `nil` when the format cannot hold the item.
    mutating func add(_ item: ExportedItem) throws -> String?

    /// Writes what is only known at the end. Blocks.
    mutating func finish() throws
}

extension DatasetFormat {
    /// - Parameters:
    ///   - folder: is there, and the writer's alone.
    ///   - header: of the dataset.
    /// - Returns: a writer that has written nothing yet.
    /// - Throws: when the folder cannot be written.
    package func writer(in folder: URL, header: DatasetHeader) throws -> any DatasetWriter {
        switch self {
        case .folder: FolderWriter(folder, header: header)
        case .coco: COCOWriter(folder, header: header)
        case .yolo: try YOLOWriter(folder, header: header)
        case .voc: VOCWriter(folder, header: header)
        case .csv: try CSVWriter(folder, header: header)
        case .panoptic: PanopticWriter(folder, header: header)
        case .masks: MasksWriter(folder, header: header)
        }
    }
}
