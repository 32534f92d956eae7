import ArgumentParser
import Foundation
import RoostClient

struct Review: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at what a version got wrong, the most confident mistakes first.",
        discussion: """
            Of a classifier the items are listed, of a detector or segmenter the objects: mistakes are counted by class and \
            by type first, and --errors, --label or --confusion lists them. With --against, the items or objects that \
            this version judges otherwise than another one, or both as wrong. --export brings the images along. --correct \
            writes ground truth back: what is said of the whole image is replaced. An evaluation keeps its snapshot; \
            evaluate again to judge by what was corrected.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Option(help: "What it was evaluated on.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name

    @Option(
        help: ArgumentHelp(
            "Which mistakes: any, false-positive or false-negative.",
            discussion: """
                Of items also failed, ambiguous or unlabeled; of objects also classification, localization, both, \
                duplicate, background, missed, mistaken or true-positive.
                """
        )
    )
    var errors: ReviewErrors?

    @Option(help: "Only that label: the answer of false positives, else the ground truth.")
    var label: String?

    @Option(
        help: ArgumentHelp(
            "Only what has the first label and was given the second.",
            valueName: "label,label"
        ),
        transform: { try ReviewFilter.Confusion(argument: $0) }
    )
    var confusion: ReviewFilter.Confusion?

    @Flag(help: "List the items of a detector or segmenter, the worst first, instead of objects.")
    var items = false

    @Option(help: "A version to hold it against, on the same items.", transform: { try Reference($0) })
    var against: Reference?

    @Option(help: "With --against: fixed, broken or still-wrong; all of them unless said.")
    var change: ChangedItem.Change?

    @Flag(help: "Count mistakes class by class instead.")
    var counts = false

    @Option(help: "A new folder for the images.", completion: .directory)
    var export: String?

    @Option(help: "How --export lays them out: folder or coco.")
    var format = ReviewExport.Format.folder

    @Flag(help: "Leaves the exported images as they are; else objects (white dashes) and answers are drawn on them.")
    var plain = false

    @Option(
        help: ArgumentHelp("The right label of an item; may be given several times.", valueName: "item=label"),
        transform: { try Correction($0) }
    )
    var correct: [Correction] = []

    @OptionGroup var place: PlaceOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard against == nil || (errors == nil && confusion == nil && !items) else {
            throw ValidationError("--against shows changes; leave --errors, --confusion and --items out.")
        }
        guard change == nil || against != nil else { throw ValidationError("--change needs --against.") }
        guard confusion == nil || (errors ?? .any == .any && label == nil) else {
            throw ValidationError("--confusion says it all; leave --errors and --label out.")
        }
        guard export == nil || !counts else { throw ValidationError("Counts have no images; leave --export out.") }
    }

    func run() async throws {
        let roost = try global.connect()
        guard correct.isEmpty else { return try await writeCorrections(roost) }
        let evaluation = try await evaluation(roost)
        guard evaluation.report?.kind ?? .classification == .classification else {
            return try await ObjectReview(command: self, roost: roost, evaluation: evaluation).run()
        }
        try await reviewItems(evaluation, roost)
    }

    func evaluation(_ roost: Roost) async throws -> Evaluation {
        try await roost.latestEvaluation(of: version, on: dataset, part: place.subset, snapshot: place.snapshot)
    }

    private func reviewItems(_ evaluation: Evaluation, _ roost: Roost) async throws {
        guard let errors = (errors ?? .any).ofItems else {
            throw ValidationError("A classifier's mistakes are any, false-positive or false-negative.")
        }
        if let against { return try await showChanges(roost, evaluation, against) }
        let mistakes = try await roost.reviewCounts(of: evaluation.id)
        guard !counts else { return try mistakes.show(on: global.output) }
        let filter = confusion.map { ReviewFilter(confusion: $0) } ?? ReviewFilter(errors, label: label)
        let found = try await roost.wholeReview(evaluation.id, filter).prefix(upTo: list.limit)
        global.output.say(mistakes.words)
        try global.output.show(found.items, empty: "no such items", hasMore: found.hasMore)
        try await exportImages(of: found.items.map { ReviewImage($0) }, found.items, evaluation, roost)
        guard export == nil, !found.items.isEmpty else { return }
        global.output.hint("roost review \(version) --dataset \(dataset) --export FOLDER")
    }

    private func writeCorrections(_ roost: Roost) async throws {
        if let kind = try await evaluatedKind(roost), kind != .classification {
            throw RoostError(
                .invalidArgument,
                "--correct says what a whole image shows, and \(version) was evaluated for \(kind.rawValue); correct the "
                    + "annotations of \(dataset) instead, or export them, correct them and import them again"
            )
        }
        for correction in correct { try await correction.write(to: dataset, roost) }
        global.output.say("corrected \(correct.count == 1 ? "1 item" : "\(correct.count) items")")
        let part = place.subset?.subset.map { " --subset \($0.rawValue)" } ?? ""
        global.output.hint("roost evaluate \(version) --dataset \(dataset)\(part)")
    }

    /// What the version was evaluated for, if it was.
    private func evaluatedKind(_ roost: Roost) async throws -> EvaluationReport.Kind? {
        do {
            return try await evaluation(roost).report?.kind
        } catch let error as RoostError where error.code == .notFound {
            return nil
        }
    }

    private func showChanges(_ roost: Roost, _ after: Evaluation, _ against: Reference) async throws {
        let before = try await roost.latestEvaluation(
            of: against,
            on: dataset,
            part: after.part,
            snapshot: after.snapshot
        )
        let counted = try await roost.changeCounts(in: after.id, against: before.id)
        guard !counts else { return try counted.show(on: global.output) }
        var items: [ChangedItem] = []
        var hasMore = false
        for change in change.map({ [$0] }) ?? [.broken, .fixed, .stillWrong] {
            let room = list.limit - items.count
            let listing = roost.allChanges(in: after.id, against: before.id, change, label: label)
            let found = try await listing.prefix(upTo: room)
            items += found.items
            hasMore = hasMore || found.hasMore
        }
        global.output.say(counted.words)
        try global.output.show(items, empty: "no such items", hasMore: hasMore)
        let shown = items.map { ReviewedItem($0) }
        try await exportImages(of: shown.map { ReviewImage($0) }, shown, after, roost)
        guard export == nil else { return }
        global.output.hint("roost compare \(before.version) \(after.version) --dataset \(dataset)")
    }

    /// Brings the images to the folder that was asked for, if one was, with `review` beside them.
    func exportImages(
        of images: [ReviewImage],
        _ review: some Encodable & Sendable,
        _ evaluation: Evaluation,
        _ roost: Roost
    ) async throws {
        guard let export else { return }
        let line = ProgressLine(global.output)
        let writing = ReviewExport(
            place: URL(filePath: export, directoryHint: .isDirectory),
            format: format,
            dataset: dataset,
            labels: evaluation.report?.labels ?? [],
            images: images,
            isPlain: plain
        )
        try await writing.write(from: roost, review: review) { done in
            line.draw("exporting \(ProgressLine.bar(share: Double(done) / Double(max(1, images.count))))")
        }
        line.clear()
        global.output.say("\(images.count) images and review.json are in \(export)")
    }
}

extension ReviewExport.Format: ExpressibleByArgument {}
extension ChangedItem.Change: ExpressibleByArgument {}

extension ReviewFilter.Confusion {
    /// Two labels with a comma between.
    fileprivate init(argument: String) throws(RoostError) {
        let labels = argument.split(separator: ",", omittingEmptySubsequences: false)
        guard labels.count == 2, labels[0] != labels[1] else {
            throw RoostError(.invalidArgument, "'\(argument)' is no confusion; it is two labels, such as 3,8")
        }
        self.init(truth: String(labels[0]), predicted: String(labels[1]))
    }
}
