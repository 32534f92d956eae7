import Foundation
import RoostEntities
import Testing

struct AnswerOptionsTests {
    @Test(arguments: [-0.1, 1.1, .nan, .infinity])
    func `thresholds lie between 0 and 1`(threshold: Double) {
        #expect(throws: RoostError.self) { try AnswerOptions(threshold: threshold) }
        #expect(throws: RoostError.self) { try AnswerOptions(maskThreshold: threshold) }
        #expect(throws: RoostError.self) { try AnswerOptions(overlapThreshold: threshold) }
    }

    @Test
    func `what is not said is not written`() throws {
        let options = try AnswerOptions(task: .panopticSegmentation, threshold: 0.25)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(options), as: UTF8.self)
        #expect(text == #"{"task":"panoptic-segmentation","threshold":0.25}"#)
        #expect(try JSONDecoder().decode(AnswerOptions.self, from: Data(text.utf8)) == options)
    }

    @Test
    func `tasks are spelled as versions spell them`() {
        #expect(ModelTask(rawValue: "object-detection") == .objectDetection)
        #expect(ModelTask(rawValue: "translation") == nil)
    }
}
