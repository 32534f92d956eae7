extension MetricExpression {
    /// Reads tokens by the grammar of ``MetricExpression``, one function a rule.
    struct Parser {
        typealias Typed = (node: Node, kind: Kind)

        private let lexer: Lexer
        private let tokens: [(token: Token, range: Range<Int>)]
        private var position = 0
        private var depth = 0

        init(_ text: String) throws(RoostError) {
            var lexer = try Lexer(text)
            tokens = try lexer.tokens()
            self.lexer = lexer
        }

        mutating func parse() throws(RoostError) -> Typed {
            guard current != .end else {
                throw RoostError(.invalidArgument, "the expression is empty; write one such as accuracy")
            }
            let expression = try disjunction()
            guard current == .end else { throw unexpected("an operator or the end") }
            return expression
        }

        private var current: Token { tokens[position].token }

        private mutating func takes(_ token: Token) -> Bool {
            guard current == token else { return false }
            position += 1
            return true
        }

        private mutating func expect(_ symbol: String) throws(RoostError) {
            guard takes(.symbol(symbol)) else { throw unexpected(quoted(symbol)) }
        }

        private func unexpected(_ expected: String) -> RoostError {
            let place = position == 0 ? "" : " after \(tokens[position - 1].token.shown)"
            return RoostError(.invalidArgument, "expected \(expected)\(place), found \(current.shown)")
        }

        /// Runs `rule` one level deeper.
        private mutating func nested<Result>(
            _ rule: (inout Self) throws(RoostError) -> Result
        ) throws(RoostError) -> Result {
            guard depth < MetricExpression.depthLimit else {
                throw RoostError(
                    .invalidArgument,
                    "an expression is nested at most \(MetricExpression.depthLimit) levels deep"
                )
            }
            depth += 1
            defer { depth -= 1 }
            return try rule(&self)
        }

        private mutating func disjunction() throws(RoostError) -> Typed {
            try joined("or", Node.or) { parser throws(RoostError) in
                try parser.joined("and", Node.and) { parser throws(RoostError) in try parser.negation() }
            }
        }

        private mutating func joined(
            _ word: String,
            _ join: ([Node]) -> Node,
            _ operand: (inout Self) throws(RoostError) -> Typed
        ) throws(RoostError) -> Typed {
            let first = try operand(&self)
            guard current == .word(word) else { return first }
            try demand(.condition, of: first, beside: word)
            var nodes = [first.node]
            while takes(.word(word)) {
                let next = try operand(&self)
                try demand(.condition, of: next, beside: word)
                nodes.append(next.node)
            }
            return (join(nodes), .condition)
        }

        private mutating func negation() throws(RoostError) -> Typed {
            guard takes(.word("not")) else { return try comparison() }
            let operand = try nested { parser throws(RoostError) in try parser.negation() }
            try demand(.condition, of: operand, beside: "not")
            return (.not(operand.node), .condition)
        }

        private mutating func comparison() throws(RoostError) -> Typed {
            let start = tokens[position].range.lowerBound
            let left = try sum()
            guard case .symbol(let symbol) = current, let relation = Relation(rawValue: symbol) else { return left }
            position += 1
            let right = try sum()
            try demand(.number, of: left, beside: symbol)
            try demand(.number, of: right, beside: symbol)
            if case .symbol(let next) = current, Relation(rawValue: next) != nil {
                throw RoostError(
                    .invalidArgument,
                    "a comparison has two sides; join two by 'and': 0.8 < accuracy and accuracy < 0.9"
                )
            }
            let text = lexer.line(start..<tokens[position - 1].range.upperBound)
            return (
                .comparison(Comparison(left: left.node, relation: relation, right: right.node, text: text)), .condition
            )
        }

        private mutating func sum() throws(RoostError) -> Typed {
            let first = try product()
            var terms = [(node: first.node, subtracted: false)]
            while case .symbol(let symbol) = current, symbol == "+" || symbol == "-" {
                position += 1
                let next = try product()
                try demand(.number, of: first, beside: symbol)
                try demand(.number, of: next, beside: symbol)
                terms.append((next.node, symbol == "-"))
            }
            return terms.count == 1 ? first : (.sum(terms), .number)
        }

        private mutating func product() throws(RoostError) -> Typed {
            let first = try factor()
            var factors = [(node: first.node, divided: false)]
            while case .symbol(let symbol) = current, symbol == "*" || symbol == "/" {
                position += 1
                let next = try factor()
                try demand(.number, of: first, beside: symbol)
                try demand(.number, of: next, beside: symbol)
                factors.append((next.node, symbol == "/"))
            }
            return factors.count == 1 ? first : (.product(factors), .number)
        }

        private mutating func factor() throws(RoostError) -> Typed {
            switch current {
            case .symbol("-"):
                position += 1
                let operand = try nested { parser throws(RoostError) in try parser.factor() }
                try demand(.number, of: operand, beside: "-")
                return (.negative(operand.node), .number)
            case .symbol("("):
                position += 1
                let inner = try nested { parser throws(RoostError) in try parser.disjunction() }
                try expect(")")
                return inner
            case .number(let number):
                position += 1
                return (.number(number), .number)
            case .word(let word) where !["and", "or", "not"].contains(word):
                position += 1
                if let function = Function(rawValue: word) { return try call(function) }
                return (.name(try name(word)), .number)
            default: throw unexpected("a number, a name or '('")
            }
        }

        private mutating func call(_ function: Function) throws(RoostError) -> Typed {
            try expect("(")
            var arguments: [Node] = []
            repeat {
                let argument = try nested { parser throws(RoostError) in try parser.sum() }
                try demand(.number, of: argument, beside: function.rawValue)
                arguments.append(argument.node)
            } while function.takesMany && takes(.symbol(","))
            try expect(")")
            return (.call(function, arguments), .number)
        }

        private mutating func name(_ first: String) throws(RoostError) -> MetricName {
            var owner: String?
            var metric = first
            if takes(.symbol(".")) {
                guard case .word(let word) = current else { throw unexpected("a metric's name") }
                position += 1
                owner = first
                metric = word
            }
            guard takes(.symbol("(")) else { return MetricName(owner: owner, metric: metric) }
            guard case .string(let label) = current else {
                throw unexpected("a label in double quotes, such as \(metric)(\"3\"),")
            }
            position += 1
            try expect(")")
            return MetricName(owner: owner, metric: MetricName.flat(metric, label: label))
        }

        private func demand(_ kind: Kind, of operand: Typed, beside symbol: String) throws(RoostError) {
            guard operand.kind != kind else { return }
            throw RoostError(
                .invalidArgument,
                kind == .number
                    ? "\(quoted(symbol)) takes numbers, not conditions such as accuracy > 0.9"
                    : "\(quoted(symbol)) takes conditions such as accuracy > 0.9, not numbers"
            )
        }
    }
}
