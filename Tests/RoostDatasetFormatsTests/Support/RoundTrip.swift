import Foundation
import RoostEntities
import RoostImaging
import RoostTestSupport

@testable import RoostDatasetFormats

/// Datasets on their way through Roost: read, as JSON to a server and back, and written again.
enum RoundTrip {
    /// Writes what was read, with its images, into `folder`.
    @discardableResult
    static func write(
        _ files: ReadFiles,
        as format: DatasetFormat? = nil,
        to folder: URL
    ) throws -> ExportLosses {
        let header = DatasetHeader(labels: files.header.labels, metadata: try sent(files.header.metadata))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var writer = try (format ?? files.format).writer(in: folder, header: header)
        for item in files.items.sorted(by: { $0.path < $1.path }) {
            let exported = ExportedItem(
                path: item.path,
                subset: item.subset,
                size: try ImageSize.of(item.file),
                metadata: try sent(item.metadata),
                annotations: try sent(item.annotations)
            )
            guard let place = try writer.add(exported) else { continue }
            try folder.write(place, try Data(contentsOf: item.file))
        }
        try writer.finish()
        return writer.losses
    }

    private static func sent<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    /// A picture of that size, each with other bytes.
    static func picture(width: Int, height: Int, value: UInt16 = 0) throws -> Data {
        let size = ImageSize(height: height, width: width)
        var image = try LabelImage(size: size)
        image.paint(try RunLengths(size: size, counts: [0, width * height]), value: value)
        return Data(try image.png())
    }
}
