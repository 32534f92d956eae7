import RoostHuggingFace
import Testing

struct ModelConfigurationTests {
    @Test func `YAML gives what code gives`() throws {
        let yaml = """
            model:
              name: flowers
              type: classification
              pretrained: hf:someone/flowers@main
              num_classes: 5
              image_size: [192, 224]
              channels: 3
            training:
              epochs: 3
            """
        let code = try ModelConfiguration(
            name: "flowers",
            type: .classification,
            pretrained: .hub("someone/flowers@main"),
            labelCount: 5,
            imageSize: ImageSize(height: 192, width: 224),
            channels: 3
        )
        #expect(try ModelConfiguration(yaml: yaml) == code)
    }

    @Test func `what is left out is left to the checkpoint`() throws {
        let yaml = "model: {name: a, type: classification, pretrained: ./folder, image_size: 96, num_classes: null}"
        let configuration = try ModelConfiguration(yaml: yaml)
        #expect(configuration.pretrained == .folder(path: "./folder"))
        #expect(configuration.imageSize == ImageSize(96))
        #expect(configuration.labelCount == nil)
        #expect(configuration.channels == nil)
    }

    @Test(arguments: [
        ("", "no 'model:'"), ("model: 3", "no 'model:'"), ("model: {", "no YAML"), ("[1, 2]", "no 'model:'"),
        ("model: {type: classification, pretrained: x}", "'model.name' must be"),
        ("model: {name: a, type: poetry, pretrained: x}", "'model.type' is 'poetry'"),
        ("model: {name: a, type: classification}", "'model.pretrained' must be"),
        ("model: {name: a, type: classification, pretrained: x, classes: 3}", "'model.classes' is unknown"),
        ("model: {name: a, type: classification, pretrained: x, num_classes: many}", "must be a whole number"),
        ("model: {name: a, type: classification, pretrained: x, num_classes: 0}", "num_classes: 0 is out of range"),
        ("model: {name: a, type: classification, pretrained: x, image_size: [1]}", "image_size"),
        ("model: {name: a, type: classification, pretrained: x, image_size: 0}", "image_size: 0x0 is out of range"),
        ("model: {name: a, type: classification, pretrained: x, channels: -1}", "channels: -1 is out of range"),
    ])
    func `a mistake is named`(_ yaml: String, _ expected: String) {
        #expect { try ModelConfiguration(yaml: yaml) } throws: { "\($0)".contains(expected) }
    }

    @Test(arguments: ["[", "- ", "{a: ", "? "])
    func `deep nesting is refused, not followed`(_ opening: String) {
        #expect(throws: HuggingFaceError.self) {
            try ModelConfiguration(yaml: String(repeating: opening, count: 200_000))
        }
    }
}
