// What arguments look like, read from the types of their declarations: see core/argumentShapes.ts.
import ts from "typescript";

/**
 * Records with one of these names, and those without a name, hold choices: a name that they don't have is refused.
 * All other records hold data (candles, an estimate, coins by name), which may carry more than is asked for.
 */
const CHOICES = /(Options?|Spec|Constraints|Config|Settings|Params)$/;

/** Types that are read through: what counts is what they are made from. */
const VIEWS = new Set(["Omit", "Partial", "Readonly", "Required"]);

const HOLDERS = new Set(["null", "undefined", "list", "record", "function"]);

/** Turns types into shapes: plain data, each kept once in `shapes` and named by its place there. */
export class ShapeReader {
  shapes = [];
  #places = new Map();
  #byType = new Map();

  constructor(checker) {
    this.checker = checker;
  }

  isOurs(symbol) {
    const source = symbol?.declarations?.[0].getSourceFile();
    return source !== undefined && !/\/node_modules\/(?!volfolio\/)/.test(source.fileName);
  }

  /** A call by its parameters; of several signatures all that any of them takes. */
  call(signatures) {
    const most = Math.max(...signatures.map(({ parameters }) => parameters.length));
    const parameters = Array.from({ length: most }, (_, at) => {
      const given = signatures.map((s) => s.parameters[at]);
      const first = given.find(Boolean);
      const optional = given.some((p) => !p || this.checker.isOptionalParameter(p.valueDeclaration));
      const types = given.filter(Boolean).map((p) => this.checker.getTypeOfSymbol(p));
      const shape = this.shape(types, optional);
      return { ...this.#named(first.valueDeclaration.name, this.shapes[shape]), shape };
    });
    const promises = signatures.every((s) => s.getReturnType().symbol?.name === "Promise");
    return promises ? { parameters, promises } : { parameters };
  }

  /** How messages call a parameter and its entries: options go without a name of their own. */
  #named(name, shape) {
    if (ts.isIdentifier(name)) {
      const { text } = name;
      return { name: text, inside: /^(options|config)$/.test(text) ? "" : `${text}.` };
    }
    const { closed, properties = {} } = shape ?? {};
    return { name: closed ? "options" : `{ ${Object.keys(properties).join(", ")} }`, inside: "" };
  }

  /** The place of the shape that takes a value of any of the types; undefined where anything is taken. */
  shape(types, optional) {
    const key = `${types.map((type) => type.id).join()} ${optional}`;
    if (!this.#byType.has(key)) {
      this.#byType.set(key, undefined); // inside itself a type takes anything
      const shape = this.#read(
        types.flatMap((type) => this.#members(type)),
        optional,
      );
      this.#byType.set(key, shape && this.#keep(shape));
    }
    return this.#byType.get(key);
  }

  #keep(shape) {
    const text = JSON.stringify(shape);
    if (!this.#places.has(text)) this.#places.set(text, this.shapes.push(shape) - 1);
    return this.#places.get(text);
  }

  #members(type) {
    const { TypeFlags } = ts;
    if (type.flags & TypeFlags.TypeParameter) {
      const constraint = this.checker.getBaseConstraintOfType(type);
      return constraint ? this.#members(constraint) : [undefined];
    }
    if (type.isUnion()) return type.types.flatMap((member) => this.#members(member));
    return [type];
  }

  #read(members, optional) {
    const { TypeFlags } = ts;
    const kinds = new Set(optional ? ["undefined"] : []);
    const literals = new Set();
    const records = [];
    const items = [];
    const values = [];
    for (const member of members) {
      if (member === undefined || member.flags & (TypeFlags.Any | TypeFlags.Unknown)) return undefined;
      if (member.isStringLiteral() || member.isNumberLiteral()) literals.add(member.value);
      else if (member.flags & TypeFlags.BooleanLiteral)
        literals.add(this.checker.typeToString(member) === "true");
      else if (member.flags & TypeFlags.StringLike) kinds.add("text");
      else if (member.flags & TypeFlags.NumberLike) kinds.add("number");
      else if (member.flags & (TypeFlags.Undefined | TypeFlags.Void)) kinds.add("undefined");
      else if (member.flags & TypeFlags.Null) kinds.add("null");
      else if (member.getCallSignatures().length > 0) kinds.add("function");
      else if (this.#isList(member)) {
        kinds.add("list");
        items.push(member.getNumberIndexType());
      } else {
        kinds.add("record");
        records.push(member);
        if (member.getStringIndexType()) values.push(member.getStringIndexType());
      }
    }
    if (literals.has(true) && literals.has(false)) {
      literals.delete(true);
      literals.delete(false);
      kinds.add("boolean");
    }
    const shape = { kinds: [...kinds].sort() };
    if (literals.size > 0) shape.literals = [...literals];
    Object.assign(shape, this.#recordOf(records));
    const item = items.length > 0 ? this.shape(items, false) : undefined;
    if (item !== undefined) shape.items = this.#choosy(item) ? item : this.#holders(item);
    const value = values.length > 0 ? this.shape(values, false) : undefined;
    if (value !== undefined) shape.values = value;
    return shape;
  }

  #isList(type) {
    return type.getNumberIndexType() !== undefined && type.getStringIndexType() === undefined;
  }

  /** Of the entries of a list only whether they are lists or records, where they must be. Numbers are left unread. */
  #holders(place) {
    const { kinds = [] } = this.shapes[place];
    return kinds.length > 0 && kinds.every((kind) => HOLDERS.has(kind)) ? this.#keep({ kinds }) : undefined;
  }

  /** Whether the entries of a list are worth a look each: they hold choices, not numbers. */
  #choosy(place) {
    const shape = this.shapes[place];
    if (shape === undefined) return false;
    if (shape.literals ?? shape.closed ?? shape.members) return true;
    return Object.values(shape.properties ?? {}).some((own) => this.#choosy(own ?? undefined));
  }

  #recordOf(types) {
    if (types.length === 0 || !types.every((type) => this.#isReadable(type))) return {};
    return (types.length > 1 && this.#membersOf(types)) || this.#propertiesOf(types);
  }

  /** A union by the property whose text tells its members apart (`kind`), or by the name that only one of them needs. */
  #membersOf(types) {
    const place = (type) => this.shape([type], false);
    const tag = namesOf(types[0]).find((name) => types.every((type) => this.#textsOf(type, name).length > 0));
    if (tag !== undefined) {
      const members = types.flatMap((type) => this.#textsOf(type, tag).map((text) => [text, place(type)]));
      return { tag, members: Object.fromEntries(members) };
    }
    const own = types.map((type) =>
      namesOf(type).find(
        (name) =>
          !(type.getProperty(name).flags & ts.SymbolFlags.Optional) &&
          types.every((other) => other === type || !other.getProperty(name)),
      ),
    );
    if (!own.every(Boolean) || !types.every((type) => this.#holdsChoices(type))) return undefined;
    return { members: Object.fromEntries(types.map((type, i) => [own[i], place(type)])) };
  }

  #propertiesOf(types) {
    const closed = types.every((type) => this.#holdsChoices(type));
    const properties = {};
    for (const name of new Set(types.flatMap(namesOf))) {
      const own = types.map((type) => type.getProperty(name));
      const optional = own.some((p) => p === undefined || p.flags & ts.SymbolFlags.Optional);
      const place = this.shape(
        own.filter(Boolean).map((p) => this.checker.getTypeOfSymbol(p)),
        optional,
      );
      properties[name] = (closed ? place : this.#inData(place, optional)) ?? null;
    }
    return closed ? { properties, closed } : { properties };
  }

  /** A number or a text in a data record has only to be there: data may come from a file, with null for NaN. */
  #inData(place, optional) {
    const kinds = this.shapes[place]?.kinds;
    if (!kinds?.every((kind) => /^(undefined|null|number|text|boolean)$/.test(kind))) return place;
    return optional ? undefined : this.#keep({});
  }

  /** A record of this library without functions that it needs: not a stream of random numbers, a table, a model. */
  #isReadable(type) {
    const parts = type.isIntersection() ? type.types : [type];
    const properties = type.getProperties();
    return (
      type.getStringIndexType() === undefined &&
      parts.every((part) => this.isOurs(this.#declared(part))) &&
      properties.length > 0 &&
      properties.every((property) => {
        const isFunction = this.checker.getTypeOfSymbol(property).getCallSignatures().length > 0;
        return !property.name.startsWith("__@") && (!isFunction || this.#holdsChoices(type));
      })
    );
  }

  /** Where a type is declared; of a view like `Omit<Options, "a">` what it shows. */
  #declared({ aliasSymbol, aliasTypeArguments, symbol }) {
    if (!aliasSymbol || this.isOurs(aliasSymbol) || !aliasTypeArguments) return aliasSymbol ?? symbol;
    return this.#declared(aliasTypeArguments[0]);
  }

  #holdsChoices(type) {
    if (type.isIntersection()) return type.types.some((part) => this.#holdsChoices(part));
    const { aliasSymbol, aliasTypeArguments, symbol } = type;
    if (aliasSymbol && VIEWS.has(aliasSymbol.name)) return this.#holdsChoices(aliasTypeArguments[0]);
    if (aliasSymbol) return CHOICES.test(aliasSymbol.name);
    if (!(symbol.flags & ts.SymbolFlags.TypeLiteral)) return CHOICES.test(symbol.name);
    const named = ts.findAncestor(
      symbol.declarations?.[0],
      (node) => ts.isParameter(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
    );
    return named !== undefined && (ts.isParameter(named) || CHOICES.test(named.name.text));
  }

  #textsOf(type, name) {
    const property = type.getProperty(name);
    if (!property || property.flags & ts.SymbolFlags.Optional) return [];
    const members = this.#members(this.checker.getTypeOfSymbol(property));
    return members.every((member) => member?.isStringLiteral()) ? members.map(({ value }) => value) : [];
  }
}

const namesOf = (type) => type.getProperties().map(({ name }) => name);
