import RoostImaging
import RoostOperations

extension ImageInspection {
    static let readHeader: Reader = { bytes in
        let header = try ImageHeader.read(bytes)
        return ImageInspection(
            mediaType: "image/\(header.format.rawValue)",
            width: header.size.width,
            height: header.size.height
        )
    }
}
