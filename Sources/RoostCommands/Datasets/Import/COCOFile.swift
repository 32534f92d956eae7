import Foundation
import RoostClient

/// A COCO file with the folder of its images.
struct COCOFile: Equatable {
    let file: URL
    let images: URL
    /// The folder the items get in the dataset, so that files of several folders do not collide; "" for none.
    let prefix: String
    let subset: Subset?

    func read(prefersBoxes: Bool) throws(RoostError) -> ImportedDataset {
        do throws(RoostError) {
            let bytes = [UInt8](try TextFile.bytes(of: file, limit: 1 << 30))
            return try dataset(from: try COCODocument.read(bytes, prefersBoxes: prefersBoxes))
        } catch {
            throw RoostError(error.code, "\(Output.safe(file.lastPathComponent)): \(error.message)", cause: error)
        }
    }

    private func dataset(from document: COCODocument) throws(RoostError) -> ImportedDataset {
        let place = ImagePlace(images)
        var items: [ImportedItem] = []
        var indices: [Int: Int] = [:]
        for image in document.images {
            guard indices.updateValue(items.count, forKey: image.id) == nil else {
                throw RoostError(.corrupted, "image \(image.id) is there twice")
            }
            let (path, file) = try place.resolve(image.fileName)
            let placed = prefix.isEmpty ? path : try Artifact.Path("\(prefix)/\(path)")
            items.append(ImportedItem(path: placed, file: file, subset: subset, annotations: []))
        }
        for (number, object) in document.objects.enumerated() {
            guard let index = indices[object.imageID] else {
                throw RoostError(.corrupted, "object \(number) is on image \(object.imageID), which is not listed")
            }
            guard let category = document.categories[object.categoryID] else {
                throw RoostError(.corrupted, "object \(number) has category \(object.categoryID), which is not listed")
            }
            let label = try Label(category).name
            items[index].annotations.append(Annotation.Draft(label: label, geometry: object.geometry ?? .image))
        }
        let labels = document.categories.sorted { $0.key < $1.key }.map(\.value)
        return ImportedDataset(items: items, labels: labels, remarks: remarks(document))
    }

    private func remarks(_ document: COCODocument) -> [String] {
        var remarks: [String] = []
        if document.crowds > 0 {
            remarks.append("\(document.crowds) crowd regions were left out: they are no single object")
        }
        if document.captions > 0 { remarks.append("\(document.captions) captions were left out") }
        return remarks
    }
}
