import RoostEntities
import RoostThreads

/// What became of every single detection and object at one threshold: right, or which of TIDE's errors it is.
///
/// The types of errors are those of Bolya et al., "TIDE: A General Toolbox for Identifying Object Detection Errors",
/// 2020, tried in the order of tidecv 1.0.1.
package struct DetectionVerdicts: Sendable {
    /// Which detection gets which object.
    package enum Rule: Sendable, Hashable {
        /// COCO's: of equal overlaps the later object; what no object is left for may take a crowd. At most 100
        /// detections of a label on an image count.
        case coco
        /// That of tidecv: of equal overlaps the first object; a crowd excuses what overlaps it by more than the threshold.
        /// At most 100 detections on an image count.
        case tide
    }

    package enum Detection: UInt8, Sendable, Hashable, CaseIterable {
        case truePositive
        /// On an object, but of another label.
        case classification
        /// Near an object of its label, but not near enough.
        case localization
        /// Near an object of another label, but not near enough either.
        case both
        /// On an object of its label that a surer detection has.
        case duplicate
        /// Near no object.
        case background
        /// Less sure than as many others as count.
        case beyondLimit
    }

    package enum Object: UInt8, Sendable, Hashable, CaseIterable {
        case found
        /// Not found, but some detection is about it with a wrong label or in a wrong place.
        case mistaken
        case missed
        /// Need not be found.
        case crowd
    }

    package let rule: Rule
    /// What each detection is, in the order they were given.
    package private(set) var detections: [Detection]
    /// Whether each detection, though not right, is in a crowd of its label and therefore not wrong either.
    package private(set) var isExcused: [Bool]
    /// The object that each detection is about, -1 for none.
    package private(set) var detectionPartners: [Int32]
    /// How much each detection overlaps that object.
    package private(set) var detectionOverlaps: [Float]
    /// What became of each object, in the order they were given.
    package private(set) var objects: [Object]
    /// The detection that each object was found by, -1 for none.
    package private(set) var objectPartners: [Int32]
    let overlaps: OverlapTable
    /// Detections that count, image after image, on each the surest first.
    private(set) var order: [Int32] = []

    static let limit = 100

    /// Judges on `width` of the threads.
    ///
    /// - Parameters:
    ///   - found: on the same images, with the same labels.
    ///   - truth: what is there.
    ///   - rule: which detection gets which object.
    ///   - kind: what of a detection and an object is compared.
    ///   - threshold: the overlap from which a detection is on an object, above 0, at most 1.
    ///   - background: the overlap up to which a detection is near nothing, 0 to `threshold`.
    ///   - threads: where the work is done, never on the caller's.
    ///   - width: into how many parts the work is cut, at least one.
    /// - Throws: `invalidArgument` if the two are not about the same images and labels, masks are missing or of different
    ///   sizes on one image, or thresholds are not as above.
    package init(
        of found: DetectedObjects,
        against truth: GroundTruthObjects,
        rule: Rule = .coco,
        by kind: DetectionOverlap = .box,
        threshold: Double = 0.5,
        background: Double = 0.1,
        on threads: BlockingThreads,
        width: Int = 1
    ) async throws(RoostError) {
        guard threshold > 0, threshold <= 1, background >= 0, background <= threshold else {
            throw RoostError(
                .invalidArgument,
                "verdicts need a threshold above 0, at most 1, and that of background from 0 to it"
            )
        }
        let crew = Crew(threads: threads, width: width)
        let overlaps = try await crew.overlaps(of: found, and: truth, by: kind)
        self.rule = rule
        self.overlaps = overlaps
        detections = Array(repeating: .beyondLimit, count: found.count)
        detectionPartners = Array(repeating: -1, count: found.count)
        detectionOverlaps = Array(repeating: 0, count: found.count)
        isExcused = Array(repeating: false, count: found.count)
        objects = truth.crowds.map { $0 ? .crowd : .missed }
        objectPartners = Array(repeating: -1, count: truth.count)
        let scene = ImageVerdicts.Scene(
            overlaps: overlaps,
            rule: rule,
            threshold: rule == .coco ? min(threshold, 1 - 1e-10) : threshold,
            background: background
        )
        let (byImage, objectsByImage) = await threads.run {
            (
                Grouping(found.columns.images, groupCount: found.columns.imageCount),
                Grouping(truth.columns.images, groupCount: truth.columns.imageCount)
            )
        }
        let parts = await crew.map(Crew.parts(byImage.starts, width: width)) { images in
            images.map { ImageVerdicts(scene, detections: byImage[$0], objects: objectsByImage[$0]) }
        }
        for image in parts.joined() { insert(image) }
    }

    private mutating func insert(_ image: ImageVerdicts) {
        order += image.rows
        for (index, row) in image.rows.enumerated() {
            detections[Int(row)] = image.verdicts[index]
            isExcused[Int(row)] = image.isExcused[index]
            detectionPartners[Int(row)] = image.columns[index].map { image.objects[$0] } ?? -1
            detectionOverlaps[Int(row)] = Float(image.overlap(index))
        }
        for (column, object) in image.objects.enumerated() {
            objects[Int(object)] = image.verdict(column: column)
            objectPartners[Int(object)] = image.finders[column].map { image.rows[$0] } ?? -1
        }
    }
}
