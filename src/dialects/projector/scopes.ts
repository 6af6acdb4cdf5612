/** The vendor's permission tags (reference section C6), in plain words for the person who is asked. */
export const PROJECTOR_SCOPES: Readonly<Record<string, string>> = {
  allowFullPermissions: 'do everything in Projector that you can do yourself',
  browseResources: 'look up people and their skills',
  enterTime: 'enter time on your behalf',
  scheduleResources: 'schedule people',
  scheduleEngagements: 'schedule engagements',
  viewProjects: 'see your projects',
  'V:exportData': 'export data',
};
