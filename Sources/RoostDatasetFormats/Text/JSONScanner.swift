import RoostEntities

/// Reads a JSON document from front to back without building it, so that a file of hundreds of megabytes costs no
/// more memory than what is kept of it.
///
/// Values are consumed one after another; every error says where: `annotations[12].bbox`, at a byte.
struct JSONScanner {
    /// Where more of a file comes from; `nil` when all of it is in the window.
    private let file: InputFile?
    /// The bytes at hand, and where they begin in the document.
    private var window: [UInt8]
    private var base = 0
    private var index = 0
    private let windowSize: Int
    private var path: [Place] = []
    private static let depthLimit = 64

    enum Place: Sendable {
        case member(String)
        case element(Int)
    }

    init(_ bytes: [UInt8]) {
        file = nil
        window = bytes
        windowSize = bytes.count
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// Reads a whole document.
    init(_ file: InputFile) throws(RoostError) {
        self.file = file
        windowSize = 1 << 20
        window = try file.read(at: 0, count: windowSize)
        if window.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// Reads one value of a document that was looked through before.
    ///
    /// - Parameters:
    ///   - file: the document.
    ///   - offset: where the value begins.
    ///   - path: what errors call that place.
    init(_ file: InputFile, at offset: Int, path: [Place]) {
        self.file = file
        windowSize = 1 << 12
        window = []
        base = offset
        self.path = path
    }

    /// Where the next byte lies in the document.
    var position: Int { base + index }

    /// Calls `body` for every member of the object that comes next; it must consume the member's value.
    mutating func object(_ body: (_ key: String, _ scanner: inout JSONScanner) throws(RoostError) -> Void)
        throws(RoostError)
    {
        try open("{", "an object")
        guard try !closes("}") else { return }
        repeat {
            let key = try string()
            try expect(":")
            path.append(.member(key))
            try body(key, &self)
            path.removeLast()
        } while try continues("}")
    }

    /// Calls `body` for every element of the array that comes next; it must consume the element.
    mutating func array(_ body: (_ scanner: inout JSONScanner) throws(RoostError) -> Void) throws(RoostError) {
        try open("[", "an array")
        guard try !closes("]") else { return }
        var index = 0
        repeat {
            path.append(.element(index))
            try body(&self)
            path.removeLast()
            index += 1
        } while try continues("]")
    }

    mutating func string() throws(RoostError) -> String {
        try skipSpace()
        guard try peek() == UInt8(ascii: "\"") else { throw failure("a string is expected") }
        index += 1
        var units: [UInt8] = []
        while let byte = try peek(), byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a string holds a control character") }
            index += 1
            if byte == UInt8(ascii: "\\") {
                units += try escape()
            } else {
                units.append(byte)
            }
        }
        guard try peek() != nil else { throw failure("the file ends inside a string") }
        index += 1
        guard let text = String(validating: units, as: UTF8.self) else { throw failure("a string is not UTF-8") }
        return text
    }

    mutating func number() throws(RoostError) -> Double {
        let (text, start) = try digits()
        guard let value = Double(text), value.isFinite else {
            throw failure("a number is expected", at: start)
        }
        return value
    }

    /// The characters of a number, and where they begin.
    mutating func digits() throws(RoostError) -> (text: String, start: Int) {
        try skipSpace()
        let start = position
        var characters: [UInt8] = []
        while let byte = try peek(), Self.isNumber(byte), characters.count <= 64 {
            characters.append(byte)
            index += 1
        }
        guard characters.count <= 64 else { throw failure("a number is expected", at: start) }
        return (String(decoding: characters, as: UTF8.self), start)
    }

    mutating func integer() throws(RoostError) -> Int {
        guard let value = Int(exactly: try number()) else { throw failure("a whole number is expected") }
        return value
    }

    /// The first byte of the value that comes next.
    mutating func next() throws(RoostError) -> UInt8? {
        try skipSpace()
        return try peek()
    }

    /// Consumes whatever comes next.
    mutating func skip() throws(RoostError) {
        switch try next() {
        case UInt8(ascii: "{"): try object { _, scanner throws(RoostError) in try scanner.skip() }
        case UInt8(ascii: "["): try array { scanner throws(RoostError) in try scanner.skip() }
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
    }

    /// - Throws: when something follows the document.
    mutating func end() throws(RoostError) {
        try skipSpace()
        guard try peek() == nil else { throw failure("something follows the document") }
    }

    /// An error about the value that was just read.
    func failure(_ what: String, at offset: Int? = nil) -> RoostError {
        let place = path.reduce(into: "") { text, place in
            switch place {
            case .member(let key): text += (text.isEmpty ? "" : ".") + key.prefix(40)
            case .element(let index): text += "[\(index)]"
            }
        }
        return RoostError(.corrupted, "\(place.isEmpty ? "" : place + ": ")\(what) (at byte \(offset ?? position))")
    }
}

extension JSONScanner {
    @inline(__always)
    private mutating func peek() throws(RoostError) -> UInt8? {
        guard index == window.count else { return window[index] }
        return try refill()
    }

    private mutating func refill() throws(RoostError) -> UInt8? {
        guard let file else { return nil }
        let more = try file.read(at: base + window.count, count: windowSize)
        guard let first = more.first else { return nil }
        base += window.count
        window = more
        index = 0
        return first
    }

    private mutating func skipSpace() throws(RoostError) {
        while let byte = try peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func skipString() throws(RoostError) {
        index += 1
        while let byte = try peek(), byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a string holds a control character") }
            index += 1
            if byte == UInt8(ascii: "\\") { _ = try escape() }
        }
        guard try peek() != nil else { throw failure("the file ends inside a string") }
        index += 1
    }

    private mutating func open(_ character: Unicode.Scalar, _ what: String) throws(RoostError) {
        try skipSpace()
        guard try peek() == UInt8(ascii: character) else { throw failure("\(what) is expected") }
        guard path.count < Self.depthLimit else { throw failure("it is nested more than \(Self.depthLimit) deep") }
        index += 1
    }

    private mutating func closes(_ character: Unicode.Scalar) throws(RoostError) -> Bool {
        try skipSpace()
        guard try peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func continues(_ character: Unicode.Scalar) throws(RoostError) -> Bool {
        if try closes(character) { return false }
        try expect(",")
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(RoostError) {
        try skipSpace()
        guard try peek() == UInt8(ascii: character) else { throw failure("'\(character)' is expected") }
        index += 1
    }

    mutating func word(_ text: StaticString) throws(RoostError) {
        let start = position
        for byte in text.withUTF8Buffer({ Array($0) }) {
            guard try peek() == byte else { throw failure("a value is expected", at: start) }
            index += 1
        }
    }

    private mutating func escape() throws(RoostError) -> [UInt8] {
        guard let byte = try peek() else { throw failure("the file ends inside a string") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("a string holds an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(RoostError) -> [UInt8] {
        var units = [try hex()]
        if UTF16.isLeadSurrogate(units[0]) {
            for byte: UInt8 in [0x5C, 0x75] {
                guard try peek() == byte else { throw failure("half a character is escaped") }
                index += 1
            }
            units.append(try hex())
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw failure("half a character is escaped") }
        return Array(text.utf8)
    }

    private mutating func hex() throws(RoostError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = try peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("four hex digits are expected after \\u")
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
