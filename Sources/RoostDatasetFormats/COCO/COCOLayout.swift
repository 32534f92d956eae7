import Foundation
import RoostEntities

/// The ways in which people lay COCO files and their images out.
///
///     annotations/instances_train2017.json + train2017/     as COCO itself, perhaps with key points and captions
///     annotations/instances_train.json + images/            as Roost and others write it
///     train/_annotations.coco.json + train/*.jpg            one file a subset folder
///     labels.json + images/*.jpg, or images beside it       one file
struct COCOLayout {
    let place: URL
    let isFolder: Bool
    let images: URL?
    let subset: Subset?

    private let kinds: [String]

    /// What COCO's files of objects begin with; of files over the same images, the earlier of these leads.
    static let objectKinds = ["instances", "person_keypoints", "captions"]

    init(_ place: URL, isFolder: Bool, images: URL?, subset: Subset?, kinds: [String] = objectKinds) {
        self.kinds = kinds
        self.place = place
        self.isFolder = isFolder
        self.images = images
        self.subset = subset
    }

    static func isFolderLayout(_ folder: URL) -> Bool {
        !groups(of: objectKinds, in: folder).isEmpty || !subsetFiles(in: folder).isEmpty
    }

    func files() throws(RoostError) -> [COCOFile] {
        guard isFolder else { return [single(place, in: place.deletingLastPathComponent())] }
        let groups = Self.groups(of: kinds, in: place)
        guard groups.isEmpty else { return groups.map { groupFile($0.part, $0.files) } }
        let parts = Self.subsetFiles(in: place)
        guard parts.isEmpty else {
            return parts.map { folder, file in
                COCOFile(
                    file: file,
                    folders: [COCOFile.Folder(images: images ?? folder, prefix: folder.lastPathComponent)],
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
        let beside = images.map { [$0] } ?? [folder.appending(path: "images"), folder]
        return COCOFile(
            file: file,
            folders: beside.filter { images != nil || FolderListing.has("", in: $0) }
                .map { COCOFile.Folder(images: $0, prefix: "") },
            subset: subset ?? Self.subset(named: file)
        )
    }

    private func groupFile(_ part: String, _ files: [URL]) -> COCOFile {
        let own = [place.appending(path: "images").appending(path: part), place.appending(path: part)]
        let common = [place.appending(path: "images"), place]
        let folders =
            images.map { [COCOFile.Folder(images: $0, prefix: part), COCOFile.Folder(images: $0, prefix: "")] }
            ?? own.map { COCOFile.Folder(images: $0, prefix: part) }
            + common.map { COCOFile.Folder(images: $0, prefix: "") }
        return COCOFile(
            file: files[0],
            companions: Array(files.dropFirst()),
            folders: folders,
            subset: Self.subset(named: files[0]) ?? subset
        )
    }

    /// The files of `annotations` by what comes after their kind, such as `train2017`.
    static func groups(of kinds: [String], in folder: URL) -> [(part: String, files: [URL])] {
        var groups: [String: [URL]] = [:]
        let files = FolderListing.files("json", in: folder.appending(path: "annotations"))
        for kind in kinds {
            for file in files where file.lastPathComponent.hasPrefix(kind + "_") {
                let part = file.deletingPathExtension().lastPathComponent.dropFirst(kind.count + 1)
                groups[String(part), default: []].append(file)
            }
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
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
