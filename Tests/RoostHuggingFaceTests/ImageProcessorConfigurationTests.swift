import Foundation
import Testing

@testable import RoostHuggingFace

struct ImageProcessorConfigurationTests {
    /// A configuration, and what the processor of `transformers` makes of it: see `Fixtures/make_fixtures.py`.
    struct Case: CustomTestStringConvertible {
        let fields: [String: JSONValue]
        let config: JSONFile

        var testDescription: String { "\(config.members.sorted { $0.key < $1.key })" }
    }

    static let cases: [Case] = {
        let url = Bundle.module.url(forResource: "Fixtures/processors", withExtension: "json")
        let bytes = url.flatMap { try? Data(contentsOf: $0) } ?? Data()
        let json = try? [UInt8](bytes).withUnsafeBytes { try JSONParser.parse($0, file: "processors.json") }
        return (json?.array ?? []).compactMap { value in
            guard let fields = value.object, let config = fields["config"]?.object else { return nil }
            return Case(fields: fields, config: JSONFile(name: "preprocessor_config.json", members: config))
        }
    }()

    private func read(_ json: String) throws -> ImageProcessorConfiguration {
        let fields = try Array(json.utf8).withUnsafeBytes { try JSONFile($0, name: "preprocessor_config.json") }
        return try ImageProcessorConfiguration(fields, default: .vit)
    }

    @Test func `all cases of the fixture are there`() {
        #expect(Self.cases.count == 15)
    }

    @Test(arguments: cases)
    func `a configuration means what it means to transformers`(_ example: Case) throws {
        let ours = try ImageProcessorConfiguration(example.config, default: nil)
        #expect(ours.resample.rawValue == example.fields["resample"]?.int)
        #expect(ours.rescaleFactor == example.fields["rescale_factor"]?.double)
        #expect(ours.normalization?.mean == example.fields["mean"]?.array?.compactMap(\.double))
        #expect(ours.normalization?.std == example.fields["std"]?.array?.compactMap(\.double))
        let crop = example.fields["crop"]?.array?.compactMap(\.int)
        #expect(ours.centerCrop.map { [$0.height, $0.width] } == crop)
        // Where the size depends on the image, the fixture has that of one image, which says nothing here.
        guard let size = ours.outputSize else { return }
        #expect(size.height == example.fields["height"]?.int)
        #expect(size.width == example.fields["width"]?.int)
    }

    @Test func `sizes take all their forms`() throws {
        let bit = #""image_processor_type":"BitImageProcessor","do_center_crop":false"#
        let longest = try read("{\(bit),\"size\":{\"shortest_edge\":40,\"longest_edge\":50}}")
        #expect(longest.resize == .shortestEdge(40, longest: 50))
        #expect(longest.outputSize == nil)
        #expect(try read("{\(bit),\"size\":40}").resize == .shortestEdge(40, longest: nil))
        let convNext = #"{"image_processor_type":"ConvNextFeatureExtractor","size":40,"crop_pct":0.95}"#
        #expect(try read(convNext).resize == .shortestEdgeThenCrop(40, cropFraction: 0.95))
        #expect(try read(#"{"do_resize":false}"#).resize == nil)
    }

    @Test func `labels that begin at the masks' 1 are noted, whichever key says so`() throws {
        #expect(try read(#"{"do_reduce_labels":true}"#).reducesLabels)
        #expect(try read(#"{"reduce_labels":true}"#).reducesLabels)
        #expect(try !read(#"{"do_reduce_labels":false,"reduce_labels":true}"#).reducesLabels)
        #expect(try !read("{}").reducesLabels)
        #expect { try read(#"{"do_reduce_labels":"yes"}"#) } throws: { "\($0)".contains("do_reduce_labels") }
    }

    @Test func `a mean that is one number stands for all channels`() throws {
        let one = try read(#"{"image_mean":0.25}"#).normalization
        #expect(one == .init(mean: [0.25, 0.25, 0.25], std: [0.5, 0.5, 0.5]))
    }

    @Test(arguments: [
        (#"{"image_processor_type":"SamImageProcessor"}"#, "'SamImageProcessor', which Roost does not know"),
        (#"{"size":0}"#, "'size' must be"), (#"{"size":{}}"#, "'size' must be"), (#"{"size":"224"}"#, "'size' must be"),
        (#"{"size":{"height":99999999,"width":1}}"#, "'height' must be"), (#"{"size":[1,2,3]}"#, "'size' must be"),
        (#"{"resample":9}"#, "'resample' must be"),
        (#"{"image_std":[0.5,0,0.5]}"#, "'image_std' must be without zeros"),
        (#"{"image_mean":[0.5,0.5]}"#, "'image_std' must be as long as image_mean"),
        (#"{"image_mean":[]}"#, "image_mean"),
        (#"{"do_resize":1}"#, "'do_resize' must be true or false"),
        (#"{"do_center_crop":true}"#, "'crop_size' must be"),
        (#"{"crop_pct":0}"#, "'crop_pct' must be"), (#"{"do_pad":true}"#, "'do_pad' is true"),
    ])
    func `a field that makes no sense is named`(_ json: String, _ expected: String) {
        #expect { try read(json) } throws: {
            "\($0)".contains(expected) && "\($0)".contains("preprocessor_config.json")
        }
    }

    @Test func `asking for another size keeps ConvNeXT's rule for squares only`() throws {
        let convNext = try read(#"{"image_processor_type":"ConvNextImageProcessor","size":224}"#)
        #expect(convNext.producing(ImageSize(96)).resize == .shortestEdgeThenCrop(96, cropFraction: 0.875))
        #expect(convNext.producing(ImageSize(height: 8, width: 9)).resize == .exact(ImageSize(height: 8, width: 9)))
        #expect(convNext.producing(ImageSize(224)) == convNext)
    }

    @Test func `a grey model gets no RGB and one value a channel`() throws {
        let grey = try read("{}").feeding(channels: 1)
        #expect(!grey.convertsToRGB)
        #expect(grey.normalization == .init(mean: [0.5], std: [0.5]))
        let coloured = try read(#"{"image_mean":[0.1,0.2,0.3]}"#)
        #expect(throws: HuggingFaceError.self) { try coloured.feeding(channels: 1) }
    }
}
