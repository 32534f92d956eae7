import Foundation
import RoostClient

/// The ways in which people lay COCO files and their images out.
///
///     annotations/instances_train2017.json + train2017/     as COCO itself
///     train/_annotations.coco.json + train/*.jpg            one file a subset folder
///     labels.json + images/*.jpg, or images beside it       one file
struct COCOLayout {
    let place: URL
    let isFolder: Bool
    let images: URL?
    let subset: Subset?

    init(_ place: URL, isFolder: Bool, images: URL?, subset: Subset?) {
        self.place = place
        self.isFolder = isFolder
        self.images = images
        self.subset = subset
    }

    static func isFolderLayout(_ folder: URL) -> Bool {
        !instances(in: folder).isEmpty || !subsetFiles(in: folder).isEmpty
    }

    func files() throws(RoostError) -> [COCOFile] {
        guard isFolder else { return [single(place, in: place.deletingLastPathComponent())] }
        let instances = Self.instances(in: place)
        guard instances.isEmpty else { return instances.map(instanceFile) }
        let parts = Self.subsetFiles(in: place)
        guard parts.isEmpty else {
            return parts.map { folder, file in
                COCOFile(
                    file: file,
                    images: folder,
                    prefix: folder.lastPathComponent,
                    subset: Subset(spelling: folder.lastPathComponent)
                )
            }
        }
        let tops = FolderListing.files("json", in: place)
        guard let file = tops.first, tops.count == 1 else {
            throw RoostError(.invalidArgument, "there are \(tops.count) .json files in the folder; name one of them")
        }
        return [single(file, in: place)]
    }

    private func single(_ file: URL, in folder: URL) -> COCOFile {
        let apart = folder.appending(path: "images", directoryHint: .isDirectory)
        let hasApart = FolderListing.folders(in: folder).contains { $0.lastPathComponent == "images" }
        return COCOFile(
            file: file,
            images: images ?? (hasApart ? apart : folder),
            prefix: "",
            subset: subset ?? Self.subset(named: file)
        )
    }

    private func instanceFile(_ file: URL) -> COCOFile {
        let part = String(file.deletingPathExtension().lastPathComponent.dropFirst("instances_".count))
        let nested = place.appending(path: "images").appending(path: part)
        let isNested = FolderListing.folders(in: place.appending(path: "images")).contains {
            $0.lastPathComponent == part
        }
        return COCOFile(
            file: file,
            images: images ?? (isNested ? nested : place.appending(path: part)),
            prefix: part,
            subset: Self.subset(named: file) ?? subset
        )
    }

    private static func instances(in folder: URL) -> [URL] {
        FolderListing.files("json", in: folder.appending(path: "annotations")).filter {
            $0.lastPathComponent.hasPrefix("instances_")
        }
    }

    private static func subsetFiles(in folder: URL) -> [(folder: URL, file: URL)] {
        FolderListing.folders(in: folder).compactMap { part in
            let files = FolderListing.files("json", in: part)
            guard Subset(spelling: part.lastPathComponent) != nil, files.count == 1 else { return nil }
            return (part, files[0])
        }
    }

    /// What a name such as `instances_val2017.json` says.
    private static func subset(named file: URL) -> Subset? {
        file.deletingPathExtension().lastPathComponent.split { !$0.isLetter }.lazy
            .compactMap { Subset(spelling: $0) }.first
    }
}
