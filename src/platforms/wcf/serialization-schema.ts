import { type XmlNode, xmlNode } from '../../formats/xml-document.ts';

/** The namespace of DataContractSerializer's own primitives. Every service has its schema, whether it uses any of it or not. */
export const SERIALIZATION = 'http://schemas.microsoft.com/2003/10/Serialization/';

const BEFORE_CHAR = [
  ...['anyType', 'anyURI', 'base64Binary', 'boolean', 'byte', 'dateTime', 'decimal', 'double', 'float', 'int'],
  ...['long', 'QName', 'short', 'string', 'unsignedByte', 'unsignedInt', 'unsignedLong', 'unsignedShort'],
];

/** The content of the schema of .NET's primitives. */
export const serializationSchema: readonly XmlNode[] = [
  ...BEFORE_CHAR.map((name) => primitive(name, `xs:${name}`)),
  primitive('char', 'tns:char'),
  restriction('char', 'xs:int', []),
  primitive('duration', 'tns:duration'),
  restriction('duration', 'xs:duration', [
    xmlNode('xs:pattern', { value: String.raw`\-?P(\d*D)?(T(\d*H)?(\d*M)?(\d*(\.\d*)?S)?)?` }),
    xmlNode('xs:minInclusive', { value: '-P10675199DT2H48M5.4775808S' }),
    xmlNode('xs:maxInclusive', { value: 'P10675199DT2H48M5.4775807S' }),
  ]),
  primitive('guid', 'tns:guid'),
  restriction('guid', 'xs:string', [
    xmlNode('xs:pattern', {
      value: String.raw`[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}`,
    }),
  ]),
  xmlNode('xs:attribute', { name: 'FactoryType', type: 'xs:QName' }),
  xmlNode('xs:attribute', { name: 'Id', type: 'xs:ID' }),
  xmlNode('xs:attribute', { name: 'Ref', type: 'xs:IDREF' }),
];

function primitive(name: string, type: string): XmlNode {
  return xmlNode('xs:element', { name, nillable: 'true', type });
}

function restriction(name: string, base: string, facets: readonly XmlNode[]): XmlNode {
  return xmlNode('xs:simpleType', { name }, [xmlNode('xs:restriction', { base }, facets)]);
}
