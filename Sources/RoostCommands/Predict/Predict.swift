import ArgumentParser
import Foundation
import RoostClient

struct Predict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a version sees in images, or have it annotate a dataset.",
        discussion: """
            For images, each answer is a line: path, label and score with tabs between, and of objects and segments the \
            box around it as x,y,width,height in pixels; --json has masks and outlines too. With --dataset the answers \
            become annotations of its items; ^C cancels that work on the server.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(help: "JPEG, PNG or WebP files.", completion: .file())
    var images: [String] = []

    @Option(help: "The dataset to annotate.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name?

    @Option(help: "Only that part of the dataset: train, validation or test.", transform: SubsetArgument.parse)
    var subset: Subset?

    @Option(help: "How many labels an image gets at most; objects and segments are not limited.")
    var top = 1

    @OptionGroup var answers: AnswerArguments

    @Flag(help: "Polygons instead of masks.")
    var outlines = false

    @Option(
        help: ArgumentHelp(
            "Draws what was found on the images: a folder for the pictures, or a .png or .jpg file for one.",
            discussion: "Small images are made larger, so that labels can be read.",
            valueName: "place"
        ),
        completion: .file()
    )
    var draw: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard images.isEmpty != (dataset == nil) else {
            throw ValidationError("Name either images or --dataset.")
        }
        guard subset == nil || dataset != nil else {
            throw ValidationError("--subset is a part of a --dataset.")
        }
        guard draw == nil || dataset == nil else {
            throw ValidationError("--draw goes with images; a dataset's are drawn by roost review --export.")
        }
        guard (1...1000).contains(top) else {
            throw ValidationError("--top is between 1 and 1000.")
        }
    }

    func run() async throws {
        let roost = try global.connect()
        guard let dataset else { return try await predictImages(roost) }
        var input = Execution.Input(dataset: dataset, subset: subset, top: top)
        input.answers = try answers.options(outlines: outlines)
        let ended = try await finish(roost, input)
        try global.output.show(ended)
        global.output.hint("roost datasets annotations \(dataset) --execution \(ended.id)")
    }

    private func predictImages(_ roost: Roost) async throws {
        let line = ProgressLine(global.output)
        let files = images.map { URL(filePath: $0) }
        let place = try draw.map { try PicturePlace($0, for: files) }
        let digests = try await roost.upload(files, progress: line.transfer("uploading"))
        line.clear()
        let inputs = zip(files, digests).map { file, digest in
            Execution.Input.Image(name: file.lastPathComponent, digest: digest)
        }
        var input = Execution.Input(images: inputs, top: top)
        input.answers = try answers.options(outlines: outlines)
        let ended = try await finish(roost, input)
        let answers = zip(images, ended.predictions ?? []).map(ImageAnswer.init)
        try ImageAnswer.show(answers, on: global.output)
        if let place {
            let labels = try await roost.version(version).labels
            let count = try await ImageAnswer.draw(answers, on: files, to: place, labels: labels)
            global.output.say("drew \(count) \(count == 1 ? "picture" : "pictures"): \(draw ?? "")")
        }
        guard answers.allSatisfy({ $0.failure == nil }) else {
            throw ExitCode(ExitStatus.failure.rawValue)
        }
        global.output.hint("roost predict \(version) --dataset NAME")
    }

    private func finish(_ roost: Roost, _ input: Execution.Input) async throws -> Execution {
        let created = try await roost.createExecution(.predict, with: version, on: input)
        return try await ExecutionWatch(roost: roost, output: global.output).follow(created.id).succeeded()
    }
}
