import RoostEntities

/// What a YOLO dataset's `data.yaml` says: the names of the classes, and the folders of its subsets.
struct YOLODescription: Sendable, Equatable {
    /// By class number.
    var names: [Int: String]
    /// Folders, or lists of images, relative to the description.
    var places: [Subset: [String]] = [:]
    /// How many numbers a line has for key points; 0 without any.
    var keypointColumns = 0
    /// Everything else, by its name in the file.
    var rest: [String: JSONValue] = [:]

    /// A name a line, the first for class 0.
    init(list text: String) throws(RoostError) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        names = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($0.offset, $0.element) })
        try check()
    }

    /// The members of the YAML document.
    init(_ members: [String: JSONValue]) throws(RoostError) {
        names = try Self.names(members["names"], count: members["nc"]?.int)
        let base = members["path"]?.text ?? ""
        for subset in Subset.allCases {
            let keys = subset == .validation ? ["val", "valid", "validation"] : [subset.rawValue]
            let values = keys.compactMap { members[$0] }.flatMap { $0.elements ?? [$0] }.compactMap(\.text)
            // What is meant lies in the folder: a path that leads elsewhere is where somebody else had it.
            let tails = values.flatMap { value in
                [base.isEmpty ? nil : Self.inside(base + "/" + value), Self.inside(value)].compactMap { $0 }
            }
            if !values.isEmpty { places[subset] = tails }
        }
        if let shape = members["kpt_shape"]?.elements?.compactMap(\.int), shape.count == 2,
            (1...10_000).contains(shape[0]), (2...3).contains(shape[1])
        {
            keypointColumns = shape[0] * shape[1]
        }
        let known: Set = ["names", "path", "train", "val", "valid", "validation", "test", "nc"]
        rest = members.filter { !known.contains($0.key) }
        try check()
    }

    /// The labels in the order of their numbers.
    func labels() throws(RoostError) -> [Label] {
        try Labels.made(of: names.sorted { $0.key < $1.key }.map(\.value))
    }

    /// The names as the file has them: a list, or by number where numbers are missing.
    var namesValue: JSONValue {
        let sorted = names.sorted { $0.key < $1.key }
        guard sorted.enumerated().allSatisfy({ $0.offset == $0.element.key }) else {
            return .object(Dictionary(uniqueKeysWithValues: sorted.map { (String($0.key), .string($0.value)) }))
        }
        return .array(sorted.map { .string($0.value) })
    }

    static func names(_ value: JSONValue?, count: Int?) throws(RoostError) -> [Int: String] {
        var names: [Int: String] = [:]
        switch value {
        case .array(let elements):
            for (number, element) in elements.enumerated() { names[number] = element.spelling ?? "" }
        case .object(let members):
            for (key, element) in members {
                guard let number = Int(key), number >= 0 else {
                    throw RoostError(.corrupted, "names: \(quoted(key)) is no class number; number classes from 0")
                }
                names[number] = element.spelling ?? ""
            }
        default:
            guard let count, (1...100_000).contains(count) else {
                throw RoostError(.corrupted, "it has no 'names:'; list the classes there, the first for class 0")
            }
            for number in 0..<count { names[number] = String(number) }
        }
        return names
    }

    private func check() throws(RoostError) {
        var known: Set<String> = []
        for (number, name) in names.sorted(by: { $0.key < $1.key }) {
            _ = try Label(name)
            guard known.insert(name).inserted else {
                throw RoostError(.corrupted, "class \(number) is \(quoted(name)) again; give each class a name")
            }
        }
    }

    /// A path without what leads up or is absolute; `nil` when nothing is left.
    private static func inside(_ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        let components = path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." && $0 != ".." }
        return components.isEmpty ? nil : components.joined(separator: "/")
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
