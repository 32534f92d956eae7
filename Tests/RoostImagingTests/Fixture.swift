import Foundation
import Testing

@testable import RoostImaging

/// The images and the numbers of `Fixtures`, which `make_fixtures.py` had from Pillow and transformers.
enum Fixture {
    struct Expected: Decodable {
        let images: [Picture]
        let resizes: [Resize]
        let controls: [Control]
        let tensors: [Prepared]
        let sizes: [Sizes]
    }

    struct Picture: Decodable, Sendable, CustomTestStringConvertible {
        let file: String
        let width: Int
        let height: Int
        let digest: String
        let grey: String
        var testDescription: String { file }
    }

    struct Resize: Decodable, Sendable {
        let file: String
        let filter: String
        let width: Int
        let height: Int
        let digest: String
    }

    struct Control: Decodable, Sendable {
        let name: String
        let digest: String
    }

    struct Prepared: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let file: String
        let shape: [Int]
        let digest: String
        /// Where the whole tensor begins in `tensors.f32`, in bytes.
        let offset: Int?
        var testDescription: String { "\(kind) of \(file)" }
    }

    struct Sizes: Decodable, Sendable {
        let size: [Int]
        let shortest: Int
        let longest: Int
        let plain: [Int]
        let bounded: [Int]
    }

    static let expected: Expected? = try? JSONDecoder().decode(Expected.self, from: Data(bytes(of: "expected.json")))
    static var images: [Picture] { expected?.images ?? [] }
    static var tensors: [Prepared] { expected?.tensors ?? [] }

    static func bytes(of file: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        return [UInt8](try Data(contentsOf: folder.appending(path: file)))
    }

    /// FNV-1a of 64 bits, in hexadecimal.
    static func digest(_ bytes: some Sequence<UInt8>) -> String {
        let value = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
