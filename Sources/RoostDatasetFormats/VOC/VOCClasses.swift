import RoostEntities
import RoostImaging

/// The numbers and colours of classes in Pascal VOC's segmentations: 0 is background, 255 void.
enum VOCClasses {
    static let void: UInt16 = 255

    /// Those of the challenge, from 1 on.
    static let challenge = [
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog",
        "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ]

    /// The colour of each number, which the bits of the number spread over three channels.
    static let palette: [LabelImage.Color] = (0..<256).map { number in
        var channels = [0, 0, 0]
        for bit in 0..<8 {
            for channel in 0..<3 { channels[channel] |= (number >> (3 * bit + channel) & 1) << (7 - bit) }
        }
        return LabelImage.Color(red: UInt8(channels[0]), green: UInt8(channels[1]), blue: UInt8(channels[2]))
    }

    private static let backgrounds: Set = ["background", "_background_", "__background__"]

    /// The names of a list with one a line, the first for 0; background and void are no labels.
    ///
    /// - Parameters:
    ///   - text: the list.
    ///   - isMap: whether `#` begins a remark and `:` what is not of the name, as in `labelmap.txt`.
    /// - Returns: names by number.
    /// - Throws: `corrupted` for a name that is there twice.
    static func names(list text: String, isMap: Bool) throws(RoostError) -> [Int: String] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if isMap {
            lines = lines.filter { !$0.hasPrefix("#") }
                .map { String($0.split(separator: ":", omittingEmptySubsequences: false)[0]) }
        }
        if lines.first == "__ignore__" { lines.removeFirst() }
        var names: [Int: String] = [:]
        for (number, name) in lines.enumerated() where !name.isEmpty {
            guard number > 0 || !backgrounds.contains(name), number != Int(void) else { continue }
            guard !names.values.contains(name) else {
                throw RoostError(.corrupted, "label \(quoted(name)) is listed twice; name each once")
            }
            names[number] = try Label(name).name
        }
        return names
    }

    /// The name of 0 that is none of the labels.
    static func background(beside names: some Collection<String>) -> String {
        ["background", "_background_", "__background__"].first { !names.contains($0) } ?? "background"
    }
}
