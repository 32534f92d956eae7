/// The version a library of ONNX Runtime says it has, such as 1.31.1.
package struct RuntimeVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let patch: Int

    /// What our declarations were written against and every test runs with.
    package static let written = RuntimeVersion(1, 31, 1)

    /// The first release with everything we ask of the library.
    package static let oldest = RuntimeVersion(1, 24, 0)

    package init(_ major: Int, _ minor: Int, _ patch: Int) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `1.31.1` or `1.32.0-dev`; `nil` for what does not begin with three numbers.
    package init?(parsing text: String) {
        let release = text.prefix { $0.isNumber || $0 == "." }
        let numbers = release.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2] else {
            return nil
        }
        self.init(major, minor, patch)
    }

    /// Whether the slots and settings we use are in a library of this version: a table of functions only ever grows
    /// within one major version.
    package var isSupported: Bool {
        major == Self.written.major && self >= .oldest
    }

    package var description: String { "\(major).\(minor).\(patch)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}
